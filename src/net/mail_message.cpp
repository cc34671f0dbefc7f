#include "net/mail_message.h"

#include <fmt/chrono.h>

#include <algorithm>

#include "base/random.h"

namespace expediter::net {

namespace {

// An encoded word holds at most 75 characters: 45 bytes make 60 of base64.
constexpr std::size_t kWordBytes = 45;

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::string without_controls(std::string_view text) {
  std::string out{text};
  std::replace_if(
      out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; }, ' ');
  return out;
}

// As RFC 2047 has it, where the text is not plain ASCII. No character is cut in two.
std::string encode_words(std::string_view text) {
  if (is_plain(text)) return std::string{text};
  std::string out;
  while (!text.empty()) {
    std::size_t end = std::min(kWordBytes, text.size());
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    if (end == 0) end = std::min(kWordBytes, text.size());
    out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base::encode_base64(text.substr(0, end)) + "?=");
    text.remove_prefix(end);
  }
  return out;
}

std::string render_date(base::Timestamp at) {
  const auto time = static_cast<std::time_t>(at.seconds);
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000", fmt::gmtime(time));
}

}  // namespace

std::string render_message(const Envelope& envelope, const Mail& mail) {
  std::string out;
  const auto header = [&](std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
  };
  const std::string from = without_controls(envelope.from);
  header("Date", render_date(envelope.at));
  header("From", from);
  header("To", without_controls(mail.to));
  header("Subject", encode_words(without_controls(mail.subject)));
  header("Message-ID", fmt::format("<{}@{}>", envelope.id, from.substr(from.find('@') + 1)));
  // RFC 3834: nobody's machine shall answer.
  header("Auto-Submitted", "auto-generated");
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=utf-8");
  header("Content-Transfer-Encoding", "8bit");
  out += "\r\n";
  for (const char c : mail.text) {
    if (c == '\r') continue;
    if (c == '\n') out += '\r';
    out += c;
  }
  if (!out.ends_with("\r\n")) out += "\r\n";
  return out;
}

}  // namespace expediter::net
