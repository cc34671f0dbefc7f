#pragma once
// A session's four cookies: two tokens that no script of a page sees, and the two values that prove a request
// is the page's own.

#include <string>

#include "http/message.h"
#include "service/sessions.h"

namespace expediter::api {

// Where browsers send a cookie.
struct CookieScope {
  bool secure = false;         // Over TLS alone.
  std::string base_path = {};  // As http::ServerOptions::base_path: to nothing else that the host serves.
  bool told = false;  // The CSRF values stand in the answer too, for a page that cannot read the cookies.
  std::string device = {};  // What names the browser from now on; "" leaves it as it is.
};

// The text that names the browser a request comes from, by which it is known again when it signs in; "" where
// none of ours was sent. It opens nothing.
std::string device_of(const http::Request& request);

void set_session_cookies(http::Response& response, const service::SessionTokens& tokens,
                         const CookieScope& scope);
// Makes the browser forget them.
void expire_session_cookies(http::Response& response, const CookieScope& scope);

}  // namespace expediter::api
