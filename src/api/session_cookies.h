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
};

void set_session_cookies(http::Response& response, const service::SessionTokens& tokens,
                         const CookieScope& scope);
// Makes the browser forget them.
void expire_session_cookies(http::Response& response, const CookieScope& scope);

}  // namespace expediter::api
