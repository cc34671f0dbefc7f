#include "api/sign_in_answers.h"

#include "api/session_cookies.h"

namespace expediter::api {

bool wants_secure_cookies(Call& call) {
  const Services& services = call.services();
  return !services.never_secure_cookies && (services.secure_cookies || call.request().secure);
}

void answer_signed_in(http::Response& response, const Services& services, const domain::Session& session,
                      bool secure) {
  set_session_cookies(response, service::make_tokens(services.signing_keys, services.sessions, session),
                      secure);
  response.body = R"({"login":true})";
}

void answer_sign_in(http::Response& response, const Services& services, const service::SignInResult& result,
                    bool secure) {
  if (const auto* session = std::get_if<domain::Session>(&result))
    return answer_signed_in(response, services, *session, secure);
  response.add_header("Cache-Control", "no-store");
  schema::JsonObject body{response.body};
  if (const auto* first = std::get_if<service::FirstSignin>(&result))
    body.boolean("first_signin", true).string("session_token", first->session_token);
  else
    body.boolean("requires_2fa", true);
  body.close();
}

}  // namespace expediter::api
