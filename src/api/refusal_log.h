#pragma once
// A line of the log for each client that is refused for going too far, in a form that does not change, for
// programs that shut addresses out (packaging/fail2ban, docs/operations.md).

#include <atomic>
#include <cstdint>
#include <string_view>

#include "api/rate_limiter.h"
#include "http/message.h"

namespace expediter::api {

// `client refused`, the address, and why: `attempts`, `rate`, `account` or `locked`. Nothing in the line is
// chosen by the client. Any thread may tell. Of one address a line in ten seconds, of all twenty a second:
// a flood does not fill the log.
class RefusalLog {
 public:
  explicit RefusalLog(std::uint64_t seed);
  void tell(const http::Request& request, std::string_view reason);

 private:
  RateLimiter by_client_;
  std::atomic<std::int64_t> second_ = 0;
  std::atomic<unsigned> lines_ = 0;  // Of that second.
};

}  // namespace expediter::api
