#include "net/mail_spool.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/random.h"
#include "support/temporary_directory.h"

namespace expediter::net {
namespace {

namespace fs = std::filesystem;
using tests::TemporaryDirectory;

std::size_t count(const fs::path& directory, const std::string& extension) {
  std::size_t found = 0;
  for (const auto& entry : fs::directory_iterator{directory}) found += entry.path().extension() == extension;
  return found;
}

TEST(MailSpool, WritesAFileForEachMailForItsOwnerAlone) {
  base::init_crypto();
  const TemporaryDirectory directory;
  const fs::path spool = directory.path() / "deep" / "mail";
  SpoolTransport transport{{.directory = spool, .from = "tickets@acme.com"}};
  transport.send({"a@acme.com", "x", "y"});
  transport.send({"b@acme.com", "x", "y"});
  EXPECT_EQ(count(spool, ".eml"), 2U);
  EXPECT_EQ(count(spool, ".part"), 0U);
  EXPECT_EQ(fs::status(spool).permissions(), fs::perms::owner_all);
  for (const auto& entry : fs::directory_iterator{spool})
    EXPECT_EQ(entry.status().permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(MailSpool, ForgetsTheOldestPastItsLimit) {
  base::init_crypto();
  const TemporaryDirectory directory;
  std::ofstream{directory.path() / "1-oldest.eml"};
  for (std::size_t i = 0; i < kSpooledMails - 1; ++i)
    std::ofstream{directory.path() / ("2-" + std::to_string(i) + ".eml")};
  SpoolTransport{{.directory = directory.path(), .from = "tickets@acme.com"}}.send({"a@acme.com", "x", "y"});
  EXPECT_EQ(count(directory.path(), ".eml"), kSpooledMails);
  EXPECT_FALSE(fs::exists(directory.path() / "1-oldest.eml"));
}

TEST(MailSpool, SaysWhatIsWrongWhereItCannotWrite) {
  base::init_crypto();
  const TemporaryDirectory directory;
  std::ofstream{directory.path() / "file"};
  SpoolTransport transport{{.directory = directory.path() / "file" / "mail", .from = "tickets@acme.com"}};
  EXPECT_THROW(transport.send({"a@acme.com", "x", "y"}), MailRefused);
}

}  // namespace
}  // namespace expediter::net
