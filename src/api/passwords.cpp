// The routes of forgotten passwords: a link by mail, the password it lets one choose, a password taken away.

#include "api/account_mails.h"
#include "api/log_failure.h"
#include "api/password_requests.h"
#include "api/resources.h"
#include "api/session_requests.h"
#include "net/mail_queue.h"
#include "service/accounts.h"
#include "service/password_change.h"

namespace expediter::api {

namespace {

using base::Error;
using base::ErrorCode;
using domain::Area;
using http::Method;

// Answers before anybody has looked whether there is such an account: neither the answer nor its time tells.
void forgot_password(Call& call) {
  const auto patch = call.patch<ForgottenPasswordRequest>(schema::Intent::create);
  const Services& services = call.services();
  services.workers.add(
      [&services, email = *schema::at<&ForgottenPasswordRequest::email>(patch), from = call.origin(),
       id = std::string{call.request().id}](store::Reader&) {
        try {
          const auto link = services.database.writer().run([&](store::WriteContext& context) {
            context.set_origin(from);
            return service::request_reset(context, services.sessions, email);
          });
          if (link) services.mail->add(forgotten_password_mail(*link, services.public_url));
        } catch (const Error& error) {
          log_failure(error, id);
        } catch (const std::exception& error) {
          log_failure(Error{ErrorCode::internal}.because(error.what()), id);
        }
      },
      Load::account, call.work_owner());
  answer_message(call.response(), 200, "If an account has this address, a link was sent to it.");
}

void reset_password(Call& call) {
  const auto patch = call.patch<PasswordRequest>(schema::Intent::create);
  service::NewPassword chosen{.session_token = *schema::at<&PasswordRequest::session_token>(patch),
                              .password = *schema::at<&PasswordRequest::new_password>(patch),
                              .origin = call.origin()};
  call.on_worker(
      [&services = call.services(), chosen = std::move(chosen)](store::Reader& reader,
                                                                http::Response& response) {
        const domain::User user = service::reset_password(services.database.writer(), reader.connection(),
                                                          services.sessions, chosen, services.clock.now());
        services.mail->add(password_changed_mail(user));
        answer_message(response, 200, "The password was changed. Sign in with it.");
      },
      Load::account);
}

void change_password(Call& call) {
  const auto patch = call.patch<PasswordChangeRequest>(schema::Intent::create);
  service::PasswordChange change{.old_password = *schema::at<&PasswordChangeRequest::old_password>(patch),
                                 .password = *schema::at<&PasswordChangeRequest::new_password>(patch),
                                 .origin = call.origin()};
  call.on_worker(
      [&services = call.services(), change = std::move(change), caller = call.caller()](
          store::Reader& reader, http::Response& response) {
        service::change_password(services.database.writer(), reader.connection(), services.sessions, caller,
                                 change, services.clock.now());
        services.mail->add(password_changed_mail(service::get_user(reader.connection(), caller.user_id)));
        answer_message(response, 200, "The password was changed; all other sessions have ended.");
      },
      Load::account);
}

void force_reset(Call& call) {
  const auto patch = call.patch<ForcedResetRequest>(schema::Intent::create);
  const Services& services = call.services();
  call.write(
      [&services, id = *schema::at<&ForcedResetRequest::user_id>(patch),
       caller = call.caller()](store::WriteContext& context) {
        return service::force_reset(context, services.sessions, caller, id);
      },
      [&services](http::Response& response, const std::optional<service::ResetLink>& link) {
        if (link) services.mail->add(forced_reset_mail(*link, services.public_url));
        answer_message(response, 200,
                       "The password signs in no more. A link to choose another is on its way.");
      });
}

}  // namespace

std::vector<Route> password_routes() {
  return {
      {Method::post,
       "/api/forgot-password",
       Need::anyone(),
       forgot_password,
       {.tag = "Sessions",
        .summary = "Ask for a link by mail; the answer does not tell whether there is such an account.",
        .shape = Shape::message,
        .entity = &schema::kTableInfo<ForgottenPasswordRequest>,
        .takes_entity = true,
        .shows_secret = true,
        .rationed = true}},
      {Method::post,
       "/api/reset-password",
       Need::anyone(),
       reset_password,
       {.tag = "Sessions",
        .summary = "Choose a new password with the token of a link; opens no session.",
        .shape = Shape::message,
        .entity = &schema::kTableInfo<PasswordRequest>,
        .takes_entity = true,
        .codes = {ErrorCode::password_link_invalid},
        .shows_secret = true}},
      {Method::post,
       "/api/change-password",
       Need::session(),
       change_password,
       {.tag = "Sessions",
        .summary = "Change one's own password, with the old one; all other sessions end.",
        .shape = Shape::message,
        .entity = &schema::kTableInfo<PasswordChangeRequest>,
        .takes_entity = true,
        .codes = {ErrorCode::user_locked},
        .shows_secret = true}},
      {Method::post,
       "/api/force-reset-password",
       Need::to_edit(Area::users),
       force_reset,
       {.tag = "Users",
        .summary = "Take a user's password away and mail them a link to choose another.",
        .shape = Shape::message,
        .entity = &schema::kTableInfo<ForcedResetRequest>,
        .takes_entity = true,
        .codes = {ErrorCode::user_not_found, ErrorCode::user_superuser_only},
        .shows_secret = true}},
  };
}

}  // namespace expediter::api
