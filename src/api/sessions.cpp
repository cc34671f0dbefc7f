// The routes of sessions: signing in, refreshing, signing out, choosing a first password.

#include "api/caller_cache.h"
#include "api/resources.h"
#include "api/session_cookies.h"
#include "api/session_requests.h"
#include "api/sign_in_answers.h"
#include "service/accounts.h"

namespace expediter::api {

namespace {

using base::Error;
using base::ErrorCode;
using http::Method;

void authenticate(Call& call) {
  const auto patch = call.patch<SignInRequest>(schema::Intent::create);
  CookieScope scope = sign_in_scope(call);
  service::SignInAttempt attempt{.login = *schema::at<&SignInRequest::username>(patch),
                                 .password = *schema::at<&SignInRequest::password>(patch),
                                 .origin = sign_in_origin(call, scope)};
  const auto known = service::known_account(call.reader().connection(), attempt);
  call.on_worker(
      [&services = call.services(), attempt = std::move(attempt), scope = std::move(scope)](
          store::Reader& reader, http::Response& response) {
        const auto result = service::sign_in(services.database.writer(), reader.connection(),
                                             services.sessions, attempt, services.clock.now());
        answer_sign_in(response, services, result, scope);
      },
      Load::account, known);
}

void choose_first_password(Call& call) {
  const auto patch = call.patch<PasswordRequest>(schema::Intent::create);
  CookieScope scope = sign_in_scope(call);
  service::NewPassword chosen{.session_token = *schema::at<&PasswordRequest::session_token>(patch),
                              .password = *schema::at<&PasswordRequest::new_password>(patch),
                              .origin = sign_in_origin(call, scope)};
  call.on_worker(
      [&services = call.services(), chosen = std::move(chosen), scope = std::move(scope)](
          store::Reader& reader, http::Response& response) {
        const auto session = service::choose_password(services.database.writer(), reader.connection(),
                                                      services.sessions, chosen, services.clock.now());
        answer_signed_in(response, services, session, scope);
      },
      Load::account);
}

void refresh(Call& call) {
  const Services& services = call.services();
  const http::Request& request = call.request();
  const auto verified = service::verify_token(services.signing_keys,
                                              find_cookie(request.header("Cookie"), "refresh_token_cookie"),
                                              service::TokenType::refresh, services.clock.now());
  const auto* claims = std::get_if<service::TokenClaims>(&verified);
  if (claims == nullptr) throw Error{ErrorCode::session_refresh_invalid};
  CookieScope scope = cookie_scope(call);
  scope.device = device_of(request);
  call.write(
      [&services, claims = *claims, from = sign_in_origin(call, scope),
       csrf = std::string{request.header("X-XSRF-TOKEN")}](store::WriteContext& context) {
        context.set_origin(from);
        return service::refresh_session(context, services.sessions, claims, csrf);
      },
      [&services, scope, id = std::string{request.id}](http::Response& response,
                                                       const store::Outcome<domain::Session>& outcome) {
        if (const auto* error = std::get_if<Error>(&outcome)) return answer_error(response, *error, id);
        answer_signed_in(response, services, std::get<domain::Session>(outcome), scope);
      });
}

void log_out(Call& call) {
  call.write(
      [caller = call.caller()](store::WriteContext& context) { return service::log_out(context, caller); },
      [scope = cookie_scope(call)](http::Response& response, bool ended) {
        expire_session_cookies(response, scope);
        answer_message(response, 200, ended ? "You are signed out." : "There was no session to end.");
      });
}

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
