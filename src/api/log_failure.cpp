#include "api/log_failure.h"

#include "base/log.h"

namespace expediter::api {

void log_failure(const base::Error& error, std::string_view request_id) {
  if (error.status() < 500) return;
  // Being overloaded is no fault to be found: it passes, and comes in great numbers.
  const bool passes = error.code() == base::ErrorCode::overloaded;
  const auto write = passes ? base::log::warning : base::log::error;
  write("request failed", {{"request_id", request_id}, {"code", error.name()}, {"detail", error.detail()}});
}

}  // namespace expediter::api
