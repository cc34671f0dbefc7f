#pragma once
// The one content coding that is read and written beside none: gzip (RFC 9110, 8.4; RFC 1952).

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace expediter::http {

struct Unpacked {
  enum class Outcome : std::uint8_t { complete, too_large, malformed };
  Outcome outcome = Outcome::complete;
  std::string text;  // What was packed; whole where `complete`.
};

// Unpacks gzip, of one member or several. Holds and spends no more than `limit` bytes of text cost, however
// small `packed` is: what unpacks to more is `too_large`.
Unpacked gunzip(std::string_view packed, std::size_t limit);

// Packs a text quickly rather than tightly: some 10 ms a megabyte, to a tenth of what a list of tickets has.
std::string gzip(std::string_view text);

}  // namespace expediter::http
