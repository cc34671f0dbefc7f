#pragma once
// Addresses of the Internet as numbers, and ranges of them. Pure values.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace expediter::http {

// An IPv6 address, in network order; an IPv4 address as ::ffff:a.b.c.d.
struct Address {
  std::array<std::uint8_t, 16> bytes{};

  bool is_v4() const;
  // Of this machine itself: 127.0.0.0/8 or ::1.
  bool is_loopback() const;
  friend bool operator==(const Address&, const Address&) = default;
};

// `192.0.2.7`, `2001:db8::7`; empty for anything else, names and zones among it.
std::optional<Address> parse_address(std::string_view text);

// The addresses that begin with the same `bits`.
struct AddressRange {
  Address first;
  unsigned bits = 128;  // Of 128; of an IPv4 range, 96 more than written.

  bool contains(const Address& address) const;
  friend bool operator==(const AddressRange&, const AddressRange&) = default;
};

// An address, or `192.0.2.0/24` or `2001:db8::/32`. Bits behind the prefix must be 0: otherwise one of the
// two numbers is a slip.
std::optional<AddressRange> parse_address_range(std::string_view text);

}  // namespace expediter::http
