#include "api/refusal_log.h"

#include <chrono>

#include "base/log.h"

namespace expediter::api {

namespace {
constexpr Rate kOfOne{1, std::chrono::seconds{10}};
constexpr unsigned kEachSecond = 20;
}  // namespace

RefusalLog::RefusalLog(std::uint64_t seed) : by_client_(kOfOne, seed) {}

void RefusalLog::tell(const http::Request& request, std::string_view reason) {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  if (by_client_.take(rate_key(request.address), now)) return;
  const std::int64_t second = std::chrono::floor<std::chrono::seconds>(now).count();
  if (second_.exchange(second, std::memory_order_relaxed) != second)
    lines_.store(0, std::memory_order_relaxed);
  if (lines_.fetch_add(1, std::memory_order_relaxed) >= kEachSecond) return;
  base::log::warning("client refused",
                     {{"address", request.peer}, {"reason", reason}, {"request_id", request.id}});
}

}  // namespace expediter::api
