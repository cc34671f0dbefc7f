#include "api/cors.h"

#include <algorithm>

namespace expediter::api {

namespace {

constexpr std::string_view kShown =
    "Access-Control-Allow-Credentials: true\r\n"
    "Access-Control-Expose-Headers: Allow, Content-Disposition, ETag, Location, Retry-After, "
    "WWW-Authenticate, X-Request-Id\r\n";
constexpr std::string_view kTaken =
    "Access-Control-Allow-Headers: Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, "
    "X-XSRF-TOKEN\r\n"
    "Access-Control-Max-Age: 600\r\n";

}  // namespace

bool Cors::admits(std::string_view origin) const {
  return std::find(origins_.begin(), origins_.end(), origin) != origins_.end();
}

bool Cors::admits(const http::Request& request) const {
  return !is_off() && admits(request.header("Origin"));
}

std::string Cors::lines_for(const http::Request& request) const {
  std::string lines = "Vary: Origin\r\n";
  const std::string_view origin = request.header("Origin");
  if (admits(origin))
    lines.append("Access-Control-Allow-Origin: ").append(origin).append("\r\n").append(kShown);
  return lines;
}

std::string Cors::preflight_lines(const http::Request& request, std::string_view methods) const {
  if (!request.has_header("Access-Control-Request-Method") || !admits(request.header("Origin"))) return {};
  return std::string{"Access-Control-Allow-Methods: "}.append(methods).append("\r\n").append(kTaken);
}

}  // namespace expediter::api
