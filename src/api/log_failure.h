#pragma once
// What the log is told of an error that a client was answered with.

#include <string_view>

#include "base/error.h"

namespace expediter::api {

// Logs the cause of an error of ours (5xx) under the request's id. Others are the client's and say all there
// is.
void log_failure(const base::Error& error, std::string_view request_id);

}  // namespace expediter::api
