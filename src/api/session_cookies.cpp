#include "api/session_cookies.h"

#include <fmt/format.h>

namespace expediter::api {

namespace {

// Where only the refresh needs it, the browser sends it nowhere else.
constexpr std::string_view kRefreshPath = "/api/token-refresh";

struct Cookie {
  std::string_view name;
  std::string_view value;
  std::string_view path;
  bool readable;  // By the page's scripts.
};

void set_cookie(http::Response& response, const Cookie& cookie, std::chrono::seconds age, bool secure) {
  response.add_header(
      "Set-Cookie",
      fmt::format("{}={}; Path={}; Max-Age={}; SameSite=Lax{}{}", cookie.name, cookie.value, cookie.path,
                  age.count(), cookie.readable ? "" : "; HttpOnly", secure ? "; Secure" : ""));
}

void set_all(http::Response& response, const service::SessionTokens& tokens, bool secure) {
  // All stay as long as the session may: an access token past its hour is to be answered "expired", not
  // "missing", and the page needs its CSRF value to refresh it.
  for (const Cookie& cookie : {Cookie{"access_token_cookie", tokens.access_token, "/", false},
                               Cookie{"refresh_token_cookie", tokens.refresh_token, kRefreshPath, false},
                               Cookie{"csrf_access_token", tokens.csrf_access, "/", true},
                               Cookie{"csrf_refresh_token", tokens.csrf_refresh, kRefreshPath, true}})
    set_cookie(response, cookie, tokens.refresh_for, secure);
  response.add_header("Cache-Control", "no-store");
}

}  // namespace

void set_session_cookies(http::Response& response, const service::SessionTokens& tokens, bool secure) {
  set_all(response, tokens, secure);
}

void expire_session_cookies(http::Response& response, bool secure) {
  set_all(response, {}, secure);
}

}  // namespace expediter::api
