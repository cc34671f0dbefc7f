#pragma once
// What a sign-in is answered with, whichever way it went: cookies, or what is needed first.

#include "api/call.h"
#include "api/session_cookies.h"
#include "service/sign_in.h"

namespace expediter::api {

// Of the cookies that answer this request.
CookieScope cookie_scope(Call& call);

// The same where somebody may sign in: the browser is named, and known from then on.
CookieScope sign_in_scope(Call& call);
// Whence a sign-in comes, with all that it is judged by.
store::Origin sign_in_origin(const Call& call, const CookieScope& scope);

void answer_signed_in(http::Response& response, const Services& services, const domain::Session& session,
                      const CookieScope& scope);
void answer_sign_in(http::Response& response, const Services& services, const service::SignInResult& result,
                    const CookieScope& scope);

// The JSON Schemas of both.
inline constexpr std::string_view kLoginAnswer =
    R"({"type": "object", "required": ["login"], "properties": {"login": {"const": true},
        "csrf_access_token": {"type": "string",
          "description": "The cookie's value; for pages of another origin that the server admits."},
        "csrf_refresh_token": {"type": "string", "description": "Likewise."}}})";
inline constexpr std::string_view kSignInAnswer =
    R"({"type": "object", "description": "`login` with the session's cookies, or what is needed first.",
        "properties": {"login": {"const": true}, "requires_2fa": {"const": true},
                       "first_signin": {"const": true},
                       "session_token": {"type": "string", "description": "For POST /api/first-signin."},
                       "csrf_access_token": {"type": "string",
                         "description": "The cookie's value; for pages of an admitted origin."},
                       "csrf_refresh_token": {"type": "string", "description": "Likewise."}}})";

}  // namespace expediter::api
