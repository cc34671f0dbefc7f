#include "api/session_cookies.h"

#include <gtest/gtest.h>

namespace expediter::api {
namespace {

service::SessionTokens tokens() {
  return {.access_token = "access",
          .refresh_token = "refresh",
          .csrf_access = "csrf-a",
          .csrf_refresh = "csrf-r",
          .access_for = std::chrono::hours{1},
          .refresh_for = std::chrono::seconds{100}};
}

TEST(SessionCookies, TokensAreHiddenFromScriptsAndCsrfValuesAreNot) {
  http::Response response;
  set_session_cookies(response, tokens(), {.secure = false});
  EXPECT_EQ(response.headers,
            "Set-Cookie: access_token_cookie=access; Path=/; Max-Age=100; SameSite=Lax; HttpOnly\r\n"
            "Set-Cookie: refresh_token_cookie=refresh; Path=/api/token-refresh; Max-Age=100; SameSite=Lax; "
            "HttpOnly\r\n"
            "Set-Cookie: csrf_access_token=csrf-a; Path=/; Max-Age=100; SameSite=Lax\r\n"
            "Set-Cookie: csrf_refresh_token=csrf-r; Path=/api/token-refresh; Max-Age=100; SameSite=Lax\r\n"
            "Cache-Control: no-store\r\n");
}

TEST(SessionCookies, BelowAPathTheyGoNowhereElse) {
  http::Response response;
  set_session_cookies(response, tokens(), {.base_path = "/desk"});
  EXPECT_NE(response.headers.find("access_token_cookie=access; Path=/desk; "), std::string::npos);
  EXPECT_NE(response.headers.find("refresh_token_cookie=refresh; Path=/desk/api/token-refresh; "),
            std::string::npos);
}

TEST(SessionCookies, UnderTlsAllAreSecure) {
  http::Response response;
  set_session_cookies(response, tokens(), {.secure = true});
  std::size_t secure = 0;
  for (std::size_t at = 0; (at = response.headers.find("; Secure\r\n", at)) != std::string::npos; ++at)
    ++secure;
  EXPECT_EQ(secure, 4U);
}

TEST(SessionCookies, ExpiringThemLeavesNoValueAndNoTime) {
  http::Response response;
  expire_session_cookies(response, {.secure = false});
  EXPECT_NE(response.headers.find("access_token_cookie=; Path=/; Max-Age=0;"), std::string::npos);
  EXPECT_NE(response.headers.find("csrf_refresh_token=; Path=/api/token-refresh; Max-Age=0;"),
            std::string::npos);
}

}  // namespace
}  // namespace expediter::api
