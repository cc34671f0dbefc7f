#include "api/log_failure.h"

#include <cstdio>

namespace expediter::api {

void log_failure(const base::Error& error, std::string_view request_id) {
  if (error.status() < 500) return;
  std::fprintf(stderr, "%.*s %s: %s\n", static_cast<int>(request_id.size()), request_id.data(), error.what(),
               error.detail().c_str());
}

}  // namespace expediter::api
