#include "api/sign_in_answers.h"

namespace expediter::api {

CookieScope cookie_scope(Call& call) {
  const Services& services = call.services();
  return {.secure = !services.never_secure_cookies && (services.secure_cookies || call.request().secure),
          .base_path = services.base_path};
}

void answer_signed_in(http::Response& response, const Services& services, const domain::Session& session,
                      const CookieScope& scope) {
  set_session_cookies(response, service::make_tokens(services.signing_keys, services.sessions, session),
                      scope);
  response.body = R"({"login":true})";
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
