#include "base/entity_tags.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace expediter::base {

namespace {

// What modules of Apache put behind a tag, within its quotes (DeflateAlterETag, BrotliAlterETag), and Jetty
// and others likewise.
constexpr std::array<std::string_view, 4> kPacked{"-gzip", "-br", "--gzip", "-zstd"};

bool is_same(std::string_view sent, std::string_view tag) {
  if (!sent.starts_with(tag)) return false;
  const std::string_view rest = sent.substr(tag.size());
  return rest.empty() || std::ranges::find(kPacked, rest) != kPacked.end();
}

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

// The text within the quotes of the tag that `list` begins with, which is taken off; empty where none stands
// there. Commas may stand within the quotes.
std::optional<std::string_view> take_tag(std::string_view& list) {
  if (list.starts_with("W/")) list.remove_prefix(2);
  if (!list.starts_with('"')) return std::nullopt;
  const std::size_t end = list.find('"', 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view text = list.substr(1, end - 1);
  list.remove_prefix(end + 1);
  return text;
}

}  // namespace

bool names_tag(std::string_view header, std::string_view tag) {
  if (trim(header) == "*") return true;
  while (true) {
    // A list may have empty elements (RFC 9110, 5.6.1.2).
    skip_blanks(header);
    while (header.starts_with(',')) {
      header.remove_prefix(1);
      skip_blanks(header);
    }
    const auto sent = take_tag(header);
    if (!sent) return false;
    skip_blanks(header);
    if (!header.empty() && !header.starts_with(',')) return false;
    if (is_same(*sent, tag)) return true;
  }
}

}  // namespace expediter::base
