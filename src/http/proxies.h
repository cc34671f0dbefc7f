#pragma once
// Proxies in front of the server, and what they tell of the client behind them.

#include <span>
#include <vector>

#include "http/address.h"
#include "http/message.h"

namespace expediter::http::detail {

// Immutable after construction.
class TrustedProxies {
 public:
  explicit TrustedProxies(std::vector<AddressRange> ranges = {}) : ranges_(std::move(ranges)) {}

  bool trusts(const Address& address) const;

  // Of a request that came from a trusted proxy: sets `peer` and `address` to the nearest hop in
  // X-Forwarded-For that is no trusted proxy, and `secure` to what X-Forwarded-Proto says last. What a client
  // wrote into these headers stands before what the proxies added, and is not believed. What is no address
  // ends the search: the last hop before it is taken.
  void look_behind(Request& request) const;

 private:
  std::vector<AddressRange> ranges_;
};

}  // namespace expediter::http::detail
