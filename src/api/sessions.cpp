// The routes of sessions: signing in, refreshing, signing out, choosing a first password.

#include "api/caller_cache.h"
#include "api/resources.h"
#include "api/session_cookies.h"
#include "api/session_requests.h"
#include "service/accounts.h"

namespace expediter::api {

namespace {

using base::Error;
using base::ErrorCode;
using http::Method;

bool wants_secure(Call& call) {
  const Services& services = call.services();
  return !services.never_secure_cookies && (services.secure_cookies || call.request().secure);
}

void answer_signed_in(http::Response& response, const Services& services, const domain::Session& session,
                      bool secure) {
  set_session_cookies(response, service::make_tokens(services.signing_keys, services.sessions, session),
                      secure);
  response.body = R"({"login":true})";
}

// Each way on from a right password answers in its own shape; a second factor will be one more.
void answer_sign_in(http::Response& response, const Services& services, const service::SignInResult& result,
                    bool secure) {
  if (const auto* session = std::get_if<domain::Session>(&result))
    return answer_signed_in(response, services, *session, secure);
  response.add_header("Cache-Control", "no-store");
  schema::JsonObject body{response.body};
  body.boolean("first_signin", true);
  body.string("session_token", std::get<service::FirstSignin>(result).session_token);
  body.close();
}

void authenticate(Call& call) {
  const auto patch = call.patch<SignInRequest>(schema::Intent::create);
  service::SignInAttempt attempt{.login = *schema::at<&SignInRequest::username>(patch),
                                 .password = *schema::at<&SignInRequest::password>(patch),
                                 .origin = call.origin_with_agent()};
  call.on_worker([&services = call.services(), attempt = std::move(attempt), secure = wants_secure(call)](
                     store::Reader& reader, http::Response& response) {
    const auto result = service::sign_in(services.database.writer(), reader.connection(), services.sessions,
                                         attempt, services.clock.now());
    answer_sign_in(response, services, result, secure);
  });
}

void choose_first_password(Call& call) {
  const auto patch = call.patch<PasswordRequest>(schema::Intent::create);
  service::NewPassword chosen{.session_token = *schema::at<&PasswordRequest::session_token>(patch),
                              .password = *schema::at<&PasswordRequest::new_password>(patch),
                              .origin = call.origin_with_agent()};
  call.on_worker([&services = call.services(), chosen = std::move(chosen), secure = wants_secure(call)](
                     store::Reader& reader, http::Response& response) {
    const auto session = service::choose_password(services.database.writer(), reader.connection(),
                                                  services.sessions, chosen, services.clock.now());
    answer_signed_in(response, services, session, secure);
  });
}

void refresh(Call& call) {
  const Services& services = call.services();
  const http::Request& request = call.request();
  const auto verified = service::verify_token(services.signing_keys,
                                              find_cookie(request.header("Cookie"), "refresh_token_cookie"),
                                              service::TokenType::refresh, services.clock.now());
  const auto* claims = std::get_if<service::TokenClaims>(&verified);
  if (claims == nullptr) throw Error{ErrorCode::session_refresh_invalid};
  call.write(
      [&services, claims = *claims,
       csrf = std::string{request.header("X-XSRF-TOKEN")}](store::WriteContext& context) {
        return service::refresh_session(context, services.sessions, claims, csrf);
      },
      [&services, secure = wants_secure(call), id = std::string{request.id}](
          http::Response& response, const store::Outcome<domain::Session>& outcome) {
        if (const auto* error = std::get_if<Error>(&outcome)) return answer_error(response, *error, id);
        answer_signed_in(response, services, std::get<domain::Session>(outcome), secure);
      });
}

void log_out(Call& call) {
  call.write([id = call.caller().session_id](
                 store::WriteContext& context) { return !id.empty() && store::end_session(context, id); },
             [secure = wants_secure(call)](http::Response& response, bool ended) {
               expire_session_cookies(response, secure);
               answer_message(response, 200, ended ? "You are signed out." : "There was no session to end.");
             });
}

constexpr std::string_view kSignInAnswer =
    R"({"type": "object", "description": "`login` with the session's cookies, or what is needed first.",
        "properties": {"login": {"const": true}, "first_signin": {"const": true},
                       "session_token": {"type": "string", "description": "For POST /api/first-signin."}}})";
constexpr std::string_view kLoginAnswer =
    R"({"type": "object", "required": ["login"], "properties": {"login": {"const": true}}})";

}  // namespace

std::vector<Route> session_routes() {
  return {
      {Method::post,
       "/api/authenticate",
       Need::anyone(),
       authenticate,
       {.tag = "Sessions",
        .summary = "Sign in; opens a session and sets its cookies.",
        .shape = Shape::other,
        .entity = &schema::kTableInfo<SignInRequest>,
        .takes_entity = true,
        .answer_schema = kSignInAnswer,
        .codes = {ErrorCode::user_invalid_credentials, ErrorCode::user_locked},
        .shows_secret = true}},
      {Method::post,
       "/api/first-signin",
       Need::anyone(),
       choose_first_password,
       {.tag = "Sessions",
        .summary = "Choose the first password, and sign in.",
        .shape = Shape::other,
        .entity = &schema::kTableInfo<PasswordRequest>,
        .takes_entity = true,
        .answer_schema = kLoginAnswer,
        .codes = {ErrorCode::password_link_invalid},
        .shows_secret = true}},
      {Method::post,
       "/api/token-refresh",
       Need::anyone(),
       refresh,
       {.tag = "Sessions",
        .summary = "Exchange the refresh cookie, used once, for new cookies.",
        .shape = Shape::other,
        .answer_schema = kLoginAnswer,
        .codes = {ErrorCode::session_refresh_invalid, ErrorCode::csrf_missing, ErrorCode::csrf_invalid}}},
      {Method::post,
       "/api/logout",
       Need::signed_in(),
       log_out,
       {.tag = "Sessions", .summary = "End the session and its cookies.", .shape = Shape::message}},
  };
}

}  // namespace expediter::api
