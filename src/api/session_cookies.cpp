#include "api/session_cookies.h"

#include <fmt/format.h>

#include "api/caller_cache.h"

namespace expediter::api {

namespace {

// Where only the refresh needs it, the browser sends it nowhere else.
constexpr std::string_view kRefreshPath = "/api/token-refresh";

constexpr std::string_view kDeviceCookie = "device_cookie";
constexpr std::chrono::days kDeviceLasts{365};
constexpr std::size_t kDeviceCharacters = 43;  // Of base::random_token(32).

struct Cookie {
  std::string_view name;
  std::string_view value;
  std::string_view path;
  bool readable;  // By the page's scripts.
};

void set_cookie(http::Response& response, const Cookie& cookie, std::chrono::seconds age,
                const CookieScope& scope) {
  // Below a base path "/" is the base itself, without a slash: so the page's first address has it too.
  const std::string_view path = cookie.path == "/" && !scope.base_path.empty() ? "" : cookie.path;
  response.add_header("Set-Cookie",
                      fmt::format("{}={}; Path={}{}; Max-Age={}; SameSite=Lax{}{}", cookie.name, cookie.value,
                                  scope.base_path, path, age.count(), cookie.readable ? "" : "; HttpOnly",
                                  scope.secure ? "; Secure" : ""));
}

void set_all(http::Response& response, const service::SessionTokens& tokens, const CookieScope& scope) {
  // All stay as long as the session may: an access token past its hour is to be answered "expired", not
  // "missing", and the page needs its CSRF value to refresh it.
  for (const Cookie& cookie : {Cookie{"access_token_cookie", tokens.access_token, "/", false},
                               Cookie{"refresh_token_cookie", tokens.refresh_token, kRefreshPath, false},
                               Cookie{"csrf_access_token", tokens.csrf_access, "/", true},
                               Cookie{"csrf_refresh_token", tokens.csrf_refresh, kRefreshPath, true}})
    set_cookie(response, cookie, tokens.refresh_for, scope);
  if (!scope.device.empty() && !tokens.access_token.empty())
    set_cookie(response, {kDeviceCookie, scope.device, "/api", false}, kDeviceLasts, scope);
  response.add_header("Cache-Control", "no-store");
}

}  // namespace

std::string device_of(const http::Request& request) {
  const std::string_view text = find_cookie(request.header("Cookie"), kDeviceCookie);
  return text.size() == kDeviceCharacters ? std::string{text} : std::string{};
}

void set_session_cookies(http::Response& response, const service::SessionTokens& tokens,
                         const CookieScope& scope) {
  set_all(response, tokens, scope);
}

void expire_session_cookies(http::Response& response, const CookieScope& scope) {
  set_all(response, {}, scope);
}

}  // namespace expediter::api
