#include "api/request_log.h"

#include "base/log.h"

namespace expediter::api {

namespace {
constexpr std::size_t kShownPath = 256;  // Bytes; no path of ours is as long.
}  // namespace

void log_request(const http::Request& request, int status, std::size_t bytes, std::chrono::nanoseconds took) {
  base::log::info("request", {{"request_id", request.id},
                              {"method", request.method_text.substr(0, kShownPath)},
                              {"path", request.path.substr(0, kShownPath)},
                              {"status", status},
                              {"ms", std::chrono::duration<double, std::milli>(took).count()},
                              {"bytes", bytes},
                              {"peer", request.peer}});
}

}  // namespace expediter::api
