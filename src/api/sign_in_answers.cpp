#include "api/sign_in_answers.h"

#include "api/rate_limiter.h"
#include "base/random.h"
#include "base/text.h"

namespace expediter::api {

CookieScope cookie_scope(Call& call) {
  const Services& services = call.services();
  return {.secure = !services.never_secure_cookies && (services.secure_cookies || call.request().secure),
          .base_path = services.base_path,
          .told = call.from_admitted_page()};
}

CookieScope sign_in_scope(Call& call) {
  CookieScope scope = cookie_scope(call);
  scope.device = device_of(call.request());
  if (scope.device.empty()) scope.device = base::random_token(32);
  return scope;
}

store::Origin sign_in_origin(const Call& call, const CookieScope& scope) {
  const http::Request& request = call.request();
  return {.address = std::string{request.peer},
          .user_agent = base::clean_line(request.header("User-Agent")),
          .network = std::to_string(rate_key(request.address)),
          .device = scope.device.empty() ? std::string{} : base::to_hex(base::digest(scope.device))};
}

void answer_signed_in(http::Response& response, const Services& services, const domain::Session& session,
                      const CookieScope& scope) {
  const auto tokens = service::make_tokens(services.signing_keys, services.sessions, session);
  set_session_cookies(response, tokens, scope);
  schema::JsonObject body{response.body};
  body.boolean("login", true);
  if (scope.told)
    body.string("csrf_access_token", tokens.csrf_access).string("csrf_refresh_token", tokens.csrf_refresh);
  body.close();
}

void answer_sign_in(http::Response& response, const Services& services, const service::SignInResult& result,
                    const CookieScope& scope) {
  if (const auto* session = std::get_if<domain::Session>(&result))
    return answer_signed_in(response, services, *session, scope);
  response.add_header("Cache-Control", "no-store");
  schema::JsonObject body{response.body};
  if (const auto* first = std::get_if<service::FirstSignin>(&result))
    body.boolean("first_signin", true).string("session_token", first->session_token);
  else
    body.boolean("requires_2fa", true);
  body.close();
}

}  // namespace expediter::api
