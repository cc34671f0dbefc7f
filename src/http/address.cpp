#include "http/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace expediter::http {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr unsigned kMappedBits = 96;

// Whether all bits of `address` from `bits` on are 0.
bool ends_after(const Address& address, unsigned bits) {
  for (unsigned bit = bits; bit < 128; ++bit) {
    if ((address.bytes[bit / 8] & (0x80U >> (bit % 8))) != 0) return false;
  }
  return true;
}

}  // namespace

bool Address::is_v4() const {
  return std::equal(kMapped.begin(), kMapped.end(), bytes.begin());
}

bool Address::is_loopback() const {
  if (is_v4()) return bytes[12] == 127;
  return std::all_of(bytes.begin(), bytes.end() - 1, [](std::uint8_t byte) { return byte == 0; }) &&
         bytes[15] == 1;
}

std::optional<Address> parse_address(std::string_view text) {
  std::array<char, INET6_ADDRSTRLEN> terminated{};
  if (text.size() >= terminated.size() || text.find('\0') != std::string_view::npos) return std::nullopt;
  std::memcpy(terminated.data(), text.data(), text.size());
  Address address;
  if (::inet_pton(AF_INET6, terminated.data(), address.bytes.data()) == 1) return address;
  if (::inet_pton(AF_INET, terminated.data(), address.bytes.data() + kMapped.size()) != 1)
    return std::nullopt;
  std::copy(kMapped.begin(), kMapped.end(), address.bytes.begin());
  return address;
}

bool AddressRange::contains(const Address& address) const {
  const unsigned whole = bits / 8;
  if (!std::equal(first.bytes.begin(), first.bytes.begin() + whole, address.bytes.begin())) return false;
  const unsigned rest = bits % 8;
  return rest == 0 || ((first.bytes[whole] ^ address.bytes[whole]) >> (8 - rest)) == 0;
}

std::optional<AddressRange> parse_address_range(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  AddressRange range{*address, 128};
  if (slash == std::string_view::npos) return range;
  const std::string_view number = text.substr(slash + 1);
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), bits);
  const bool is_v4 = text.find(':') == std::string_view::npos;
  if (error != std::errc{} || end != number.data() + number.size() || bits > (is_v4 ? 32U : 128U))
    return std::nullopt;
  range.bits = is_v4 ? bits + kMappedBits : bits;
  if (!ends_after(*address, range.bits)) return std::nullopt;
  return range;
}

}  // namespace expediter::http
