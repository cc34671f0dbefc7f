#include "service/password_change.h"

#include "service/accounts.h"
#include "service/audit.h"
#include "service/lockout.h"
#include "service/passwords.h"

namespace expediter::service {

namespace {

base::Error wrong_old_password() {
  base::Violations violations;
  schema::violate(violations, {.field = "old_password"}, base::violation::kNotAllowed,
                  "old_password is not the password that you have.");
  return base::Error{base::ErrorCode::password_invalid, std::move(violations)};
}

}  // namespace

void change_password(store::Writer& writer, sql::Connection& reader, const SessionSettings& settings,
                     const Caller& caller, const PasswordChange& change, base::Timestamp now) {
  const CountedPlace counted = counted_session(caller);
  refuse_locked(reader, counted, now);
  const domain::User user = get_user(reader, caller.user_id);
  const auto known = store::find_credentials(reader, caller.user_id);
  if (!known || !verify_password(known->password_hash, change.old_password)) {
    writer.run([&](store::WriteContext& context) {
      context.set_origin(change.origin);
      // Once more: of attempts that came together, those behind the one that locked learn nothing.
      refuse_locked(context.db(), counted, context.now());
      record(context, caller, AuditAction::sign_in_failed, {subject_of(user), "changing the password"});
      count_failure(context, settings, counted);
      return true;
    });
    throw wrong_old_password();
  }
  const std::string hash = hash_of_chosen(reader, user, change.password);
  writer.run([&](store::WriteContext& context) {
    context.set_origin(change.origin);
    refuse_locked(context.db(), counted, context.now());
    const auto current = store::find_credentials(context.db(), caller.user_id);
    if (!current || current->password_hash != known->password_hash) throw wrong_old_password();
    take_password(context, settings, caller.user_id, hash, caller.session_id);
    record(context, caller, AuditAction::password_chosen, {subject_of(user)});
    return true;
  });
}

}  // namespace expediter::service
