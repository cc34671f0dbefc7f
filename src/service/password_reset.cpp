#include "service/password_reset.h"

#include "service/accounts.h"
#include "service/audit.h"
#include "service/password_choice.h"
#include "store/second_factors.h"
#include "store/signin_failures.h"
#include "store/users.h"

namespace expediter::service {

namespace {

using store::TicketPurpose;

bool was_sent_enough(store::WriteContext& context, const SessionSettings& settings, std::int64_t user_id) {
  // A link's end tells when it was made.
  const base::Timestamp an_hour_ago = context.now() + settings.password_ticket - std::chrono::hours{1};
  return store::count_password_tickets(context.db(), user_id, TicketPurpose::reset, an_hour_ago) >=
         kResetLinksAnHour;
}

ResetLink link_for(store::WriteContext& context, const SessionSettings& settings, const domain::User& user) {
  return {.email = user.email,
          .fullname = user.fullname,
          .token = issue_password_ticket(context, settings, user.id, TicketPurpose::reset)};
}

}  // namespace

std::optional<ResetLink> request_reset(store::WriteContext& context, const SessionSettings& settings,
                                       std::string_view email) {
  // A login name without '@' is no address, though it would find its user.
  if (email.find('@') == std::string_view::npos) return std::nullopt;
  const auto user = store::find_user_by_login(context.db(), email);
  if (!user || !domain::is_active(*user) || was_sent_enough(context, settings, user->id)) return std::nullopt;
  record_by(context, {}, AuditAction::password_reset_requested, {subject_of(*user)});
  return link_for(context, settings, *user);
}

domain::User reset_password(store::Writer& writer, sql::Connection& reader, const SessionSettings& settings,
                            const NewPassword& chosen, base::Timestamp now) {
  domain::User user = get_ticket_holder(reader, chosen.session_token, TicketPurpose::reset, now);
  const std::string hash = hash_of_chosen(reader, user, chosen.password);
  return writer.run([&](store::WriteContext& context) {
    context.set_origin(chosen.origin);
    // Once more: the token works once, whoever else holds it.
    get_ticket_holder(context.db(), chosen.session_token, TicketPurpose::reset, context.now());
    take_password(context, settings, user.id, hash);
    record_by(context, user.email, AuditAction::password_reset, {subject_of(user)});
    return user;
  });
}

std::optional<ResetLink> force_reset(store::WriteContext& context, const SessionSettings& settings,
                                     const Caller& caller, std::int64_t user_id) {
  const domain::User user = get_user(context.db(), user_id);
  require_cover_of(caller, user);
  // No password has an empty hash: none is right until another was chosen.
  store::set_password(context, user_id, "", true);
  store::delete_password_tickets_of(context, user_id);
  store::delete_half_sign_ins_of(context, user_id);
  store::end_sessions_of(context, user_id);
  store::forget_devices_of(context, user_id);
  record(context, caller, AuditAction::password_reset_forced, {subject_of(user)});
  if (!domain::is_active(user)) return std::nullopt;
  return link_for(context, settings, user);
}

}  // namespace expediter::service
