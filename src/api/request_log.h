#pragma once
// The log's line about an answered request.

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "http/message.h"

namespace expediter::api {

// Which requests are logged; errors: those answered with 500 or above.
enum class LoggedRequests : std::uint8_t { off, errors, all };

// Logs one line: who asked for what, under the request's id, and how it was answered. Of the request it shows
// the path alone: a query, a header or a body may hold what is nobody's business.
void log_request(const http::Request& request, int status, std::size_t bytes, std::chrono::nanoseconds took);

}  // namespace expediter::api
