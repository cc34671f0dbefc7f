#pragma once
// A session's four cookies: two tokens that no script of a page sees, and the two values that prove a request
// is the page's own.

#include "http/message.h"
#include "service/sessions.h"

namespace expediter::api {

// `secure`: browsers send them over TLS alone.
void set_session_cookies(http::Response& response, const service::SessionTokens& tokens, bool secure);
// Makes the browser forget them.
void expire_session_cookies(http::Response& response, bool secure);

}  // namespace expediter::api
