// The routes of the second factor: set up, shown at sign-in, turned off, reset.

#include "service/two_factor.h"

#include "api/account_mails.h"
#include "api/entity_answers.h"
#include "api/qr_code.h"
#include "api/resources.h"
#include "api/sign_in_answers.h"
#include "api/two_factor_requests.h"
#include "base/random.h"
#include "net/mail_queue.h"

namespace expediter::api {

namespace {

using base::Error;
using base::ErrorCode;
using domain::Area;
using http::Method;
using store::Outcome;

void verify(Call& call) {
  const auto patch = call.patch<SecondFactorRequest>(schema::Intent::create);
  service::SecondFactor shown{.login = *schema::at<&SecondFactorRequest::username>(patch),
                              .code = *schema::at<&SecondFactorRequest::code>(patch)};
  const Services& services = call.services();
  const CookieScope scope = sign_in_scope(call);
  call.write(
      [&services, shown = std::move(shown),
       from = sign_in_origin(call, scope)](store::WriteContext& context) {
        context.set_origin(from);
        return service::verify_second_factor(context, services.sessions, services.vault, shown);
      },
      [&services, scope, id = std::string{call.request().id}](http::Response& response,
                                                              const Outcome<service::SignInResult>& outcome) {
        if (const auto* error = std::get_if<Error>(&outcome)) return answer_error(response, *error, id);
        answer_sign_in(response, services, std::get<service::SignInResult>(outcome), scope);
      });
}

void get_status(Call& call) {
  call.read({}, [caller = call.caller()](const store::Snapshot& snapshot, http::Response& response) {
    const auto status = service::two_factor_status(snapshot.db(), caller);
    schema::JsonObject body{response.body};
    body.boolean("enabled", status.enabled).integer("recovery_codes_left", status.recovery_codes_left);
    body.close();
  });
}

// On a worker: painting takes longer than the writer should.
void generate(Call& call) {
  call.on_worker(
      [&services = call.services(), caller = call.caller(), from = call.origin()](store::Reader&,
                                                                                  http::Response& response) {
        const auto offer = services.database.writer().run([&](store::WriteContext& context) {
          context.set_origin(from);
          return service::offer_two_factor(context, services.vault, caller);
        });
        response.add_header("Cache-Control", "no-store");
        schema::JsonObject body{response.body};
        body.string("secret", offer.secret);
        body.string("qr_code", "data:image/png;base64," + base::encode_base64(render_qr_code(offer.uri)));
        body.close();
      },
      Load::account);
}

std::string code_of(Call& call) {
  const auto patch = call.patch<CodeRequest>(schema::Intent::create);
  return *schema::at<&CodeRequest::code>(patch);
}

void answer_codes(http::Response& response, std::string_view message, const service::RecoveryCodes& codes) {
  response.add_header("Cache-Control", "no-store");
  schema::JsonObject body{response.body};
  body.string("message", message);
  schema::ValueTraits<std::vector<std::string>>::append(body.member("recovery_codes"), codes);
  body.close();
}

// Runs `change(WriteContext&) -> Outcome<Result>` and answers its refusal, or `render(response, Result)`.
template <class Change, class Render>
void write_outcome(Call& call, Change change, Render render) {
  using Result = std::variant_alternative_t<0, std::invoke_result_t<Change, store::WriteContext&>>;
  call.write(std::move(change), [render = std::move(render), id = std::string{call.request().id}](
                                    http::Response& response, const Outcome<Result>& outcome) {
    if (const auto* error = std::get_if<Error>(&outcome)) return answer_error(response, *error, id);
    render(response, std::get<Result>(outcome));
  });
}

void activate(Call& call) {
  write_outcome(
      call,
      [&services = call.services(), caller = call.caller(),
       code = code_of(call)](store::WriteContext& context) {
        return service::activate_two_factor(context, services.vault, caller, code);
      },
      [&services = call.services(), email = call.caller().email](http::Response& response,
                                                                 const service::RecoveryCodes& codes) {
        services.mail->add(second_factor_mail(email, SecondFactorChange::turned_on));
        answer_codes(response, "Sign-in asks for a code from now on. Keep the recovery codes.", codes);
      });
}

void renew_codes(Call& call) {
  write_outcome(
      call,
      [&services = call.services(), caller = call.caller(),
       code = code_of(call)](store::WriteContext& context) {
        return service::renew_recovery_codes(context, {services.sessions, services.vault, caller, code});
      },
      [](http::Response& response, const service::RecoveryCodes& codes) {
        answer_codes(response, "The old recovery codes are void. Keep these.", codes);
      });
}

void turn_off(Call& call) {
  write_outcome(
      call,
      [&services = call.services(), caller = call.caller(),
       code = code_of(call)](store::WriteContext& context) {
        return service::turn_off_two_factor(context, {services.sessions, services.vault, caller, code});
      },
      [&services = call.services(), email = call.caller().email](http::Response& response, bool) {
        services.mail->add(second_factor_mail(email, SecondFactorChange::turned_off));
        answer_message(response, 200, "Sign-in asks for the password alone.");
      });
}

void reset(Call& call) {
  call.write([id = id_of(call, ErrorCode::user_not_found), caller = call.caller()](
                 store::WriteContext& context) { return service::reset_two_factor(context, caller, id); },
             [&services = call.services()](http::Response& response, const domain::User& user) {
               services.mail->add(second_factor_mail(user.email, SecondFactorChange::reset));
               answer_message(response, 200, "The second factor was reset; the user's sessions have ended.");
             });
}

constexpr std::string_view kCodesAnswer =
    R"({"type": "object", "required": ["message", "recovery_codes"], "properties": {
        "message": {"type": "string"},
        "recovery_codes": {"type": "array", "items": {"type": "string"},
          "description": "Each signs in once in the place of a code. Shown this once."}}})";

Route setup_route(std::string_view path, void (*handle)(Call& call), RouteDoc doc) {
  doc.entity = &schema::kTableInfo<CodeRequest>;
  doc.takes_entity = true;
  doc.shows_secret = true;
  return {Method::post, path, Need::session(), handle, std::move(doc)};
}

}  // namespace

std::vector<Route> two_factor_routes() {
  return {
      {Method::post,
       "/api/verify-2fa",
       Need::anyone(),
       verify,
       {.tag = "Sessions",
        .summary = "Show the second factor that a right password was answered with asking for.",
        .shape = Shape::other,
        .entity = &schema::kTableInfo<SecondFactorRequest>,
        .takes_entity = true,
        .answer_schema = kSignInAnswer,
        .codes = {ErrorCode::two_factor_code_refused, ErrorCode::user_locked},
        .shows_secret = true}},
      {Method::get,
       "/api/setup-2fa",
       Need::session(),
       get_status,
       {.tag = "Sessions",
        .summary = "Tell whether one has a second factor, and how many recovery codes are left.",
        .shape = Shape::other,
        .answer_schema = R"({"type": "object", "required": ["enabled", "recovery_codes_left"], "properties": {
            "enabled": {"type": "boolean"}, "recovery_codes_left": {"type": "integer"}}})"}},
      {Method::post,
       "/api/setup-2fa/generate",
       Need::session(),
       generate,
       {.tag = "Sessions",
        .summary = "Make a secret for an authenticator; it counts once a code of it activates it.",
        .shape = Shape::other,
        .answer_schema = R"({"type": "object", "required": ["secret", "qr_code"], "properties": {
            "secret": {"type": "string", "description": "To be typed where no camera is, in base32."},
            "qr_code": {"type": "string", "description": "A picture as a data: address."}}})",
        .codes = {ErrorCode::two_factor_enabled},
        .shows_secret = true}},
      setup_route("/api/setup-2fa/activate", activate,
                  {.tag = "Sessions",
                   .summary = "Put the generated secret in use; answers with recovery codes.",
                   .shape = Shape::other,
                   .answer_schema = kCodesAnswer,
                   .codes = {ErrorCode::two_factor_code_wrong, ErrorCode::two_factor_enabled,
                             ErrorCode::two_factor_not_prepared}}),
      setup_route("/api/setup-2fa/recovery-codes", renew_codes,
                  {.tag = "Sessions",
                   .summary = "Make new recovery codes; the old ones are void.",
                   .shape = Shape::other,
                   .answer_schema = kCodesAnswer,
                   .codes = {ErrorCode::two_factor_code_wrong, ErrorCode::two_factor_not_enabled,
                             ErrorCode::user_locked}}),
      setup_route("/api/setup-2fa/disable", turn_off,
                  {.tag = "Sessions",
                   .summary = "Turn the second factor off, with one of its codes.",
                   .shape = Shape::message,
                   .codes = {ErrorCode::two_factor_code_wrong, ErrorCode::two_factor_not_enabled,
                             ErrorCode::user_locked}}),
      {Method::post,
       "/api/user/{id}/reset-2fa",
       Need::to_edit(Area::users),
       reset,
       {.tag = "Users",
        .summary = "Reset a user's second factor: the password alone signs in again.",
        .shape = Shape::message,
        .codes = {ErrorCode::user_not_found, ErrorCode::user_superuser_only}}},
  };
}

}  // namespace expediter::api
