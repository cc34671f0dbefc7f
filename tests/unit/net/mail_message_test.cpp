#include "net/mail_message.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace expediter::net {
namespace {

std::string render(const Mail& mail) {
  base::init_crypto();
  return render_message({.from = "tickets@acme.com", .id = "id", .at = {1'710'061'200}}, mail);
}

TEST(MailMessage, HasTheHeadersThatAMailNeeds) {
  EXPECT_EQ(render({"jane.doe@acme.com", "A subject", "One line.\nAnother.\n"}),
            "Date: Sun, 10 Mar 2024 09:00:00 +0000\r\n"
            "From: tickets@acme.com\r\n"
            "To: jane.doe@acme.com\r\n"
            "Subject: A subject\r\n"
            "Message-ID: <id@acme.com>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: 8bit\r\n"
            "\r\n"
            "One line.\r\nAnother.\r\n");
}

TEST(MailMessage, NoTextAddsAHeader) {
  const std::string text =
      render({"a@acme.com\r\nBcc: b@acme.com", "x\nBcc: c@acme.com\r\n\r\nBody", "text"});
  const std::string head = text.substr(0, text.find("\r\n\r\n"));
  EXPECT_EQ(head.find("\nBcc"), std::string::npos);
  EXPECT_NE(head.find("Subject: x Bcc: c@acme.com    Body"), std::string::npos) << head;
  EXPECT_EQ(text.substr(head.size()), "\r\n\r\ntext\r\n");
}

TEST(MailMessage, ASubjectBeyondAsciiIsEncodedWithoutCuttingCharacters) {
  std::string subject;
  for (int i = 0; i < 40; ++i) subject += "ü";
  const std::string text = render({"a@acme.com", subject, ""});
  // Two words; each decodes on its own.
  EXPECT_NE(text.find("Subject: =?UTF-8?B?"), std::string::npos);
  const std::size_t first = text.find("?B?") + 3;
  const std::size_t length = text.find("?=", first) - first;
  // 45 bytes would fit, and end within a character of two.
  EXPECT_EQ(text.substr(first, length), base::encode_base64(subject.substr(0, 44)));
  EXPECT_LE(length, 60U);
  EXPECT_EQ(length % 4, 0U);
  EXPECT_NE(text.find("?=\r\n =?UTF-8?B?"), std::string::npos);
}

TEST(MailMessage, LineBreaksAreThoseOfTheWireWhateverTheTextHas) {
  const std::string text = render({"a@acme.com", "x", "one\r\ntwo\nthree"});
  EXPECT_TRUE(text.ends_with("\r\n\r\none\r\ntwo\r\nthree\r\n"));
}

}  // namespace
}  // namespace expediter::net
