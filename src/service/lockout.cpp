#include "service/lockout.h"

#include <algorithm>

#include "base/random.h"
#include "base/text.h"
#include "service/audit.h"
#include "store/unknown_signins.h"

namespace expediter::service {

namespace {

using std::chrono::seconds;

// How long the n-th failure in a row locks for.
seconds lock_after(std::int64_t failures, const SessionSettings& settings) {
  if (failures < kFailuresBeforeLock) return seconds{0};
  seconds lock = settings.lock;
  for (std::int64_t i = kFailuresBeforeLock; i < failures && lock < settings.longest_lock; ++i) lock *= 2;
  return std::min(lock, settings.longest_lock);
}

store::SigninFailures find_failures(sql::Connection& connection, const CountedName& name) {
  if (!name.user_id) return store::find_unknown_signin(connection, name.digest);
  const auto found = store::find_credentials(connection, *name.user_id);
  if (!found) return {};
  return {.count = found->failed_signins, .locked_until = found->locked_until};
}

}  // namespace

CountedName counted_name(const SessionSettings& settings, const std::optional<store::Credentials>& found,
                         std::string_view login) {
  // Keyed: people type their password into the wrong box, and a plain digest of one could be guessed.
  if (!found) return {std::nullopt, base::to_hex(base::digest(base::fold_case(login), settings.name_key))};
  return {found->user_id, {}};
}

void refuse_locked(sql::Connection& connection, const CountedName& name, base::Timestamp now) {
  const base::Timestamp until = find_failures(connection, name).locked_until;
  if (until > now)
    throw base::Error{base::ErrorCode::user_locked}.retry_after(seconds{until.seconds - now.seconds});
}

void count_failure(store::WriteContext& context, const SessionSettings& settings, const CountedName& name) {
  store::SigninFailures failures = find_failures(context.db(), name);
  ++failures.count;
  failures.locked_until = context.now() + lock_after(failures.count, settings);
  if (!name.user_id) return store::set_unknown_signin(context, name.digest, failures);
  store::set_failed_signins(context, *name.user_id, failures.count, failures.locked_until);
  if (failures.locked_until <= context.now()) return;
  if (const auto user = store::find_user(context.db(), *name.user_id))
    record_by(context, {}, AuditAction::account_locked,
              {subject_of(*user), fmt::format("{} failures in a row", failures.count)});
}

void forget_failures(store::WriteContext& context, std::int64_t user_id) {
  const auto found = store::find_credentials(context.db(), user_id);
  if (found && found->failed_signins > 0) store::set_failed_signins(context, user_id, 0, {});
}

}  // namespace expediter::service
