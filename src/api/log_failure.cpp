#include "api/log_failure.h"

#include "base/log.h"

namespace expediter::api {

void log_failure(const base::Error& error, std::string_view request_id) {
  if (error.status() < 500) return;
  // Neither is a fault to be found: the one passes, the other is the question's, and both come in numbers.
  const bool is_defect =
      error.code() != base::ErrorCode::overloaded && error.code() != base::ErrorCode::query_too_slow;
  const auto write = is_defect ? base::log::error : base::log::warning;
  write("request failed", {{"request_id", request_id}, {"code", error.name()}, {"detail", error.detail()}});
}

}  // namespace expediter::api
