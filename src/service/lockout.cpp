#include "service/lockout.h"

#include <algorithm>

#include "base/random.h"
#include "base/unicode.h"
#include "service/audit.h"
#include "store/signin_failures.h"

namespace expediter::service {

namespace {

using std::chrono::seconds;

// The place that stands for all that are not known.
constexpr std::string_view kAnywhere;
// Failures that are older do not slow any more.
constexpr std::chrono::hours kSlowLasts{24};

// How long the n-th failure in a row locks for.
seconds lock_after(std::int64_t failures, const SessionSettings& settings) {
  if (failures < kFailuresBeforeLock) return seconds{0};
  seconds lock = settings.lock;
  for (std::int64_t i = kFailuresBeforeLock; i < failures && lock < settings.longest_lock; ++i) lock *= 2;
  return std::min(lock, settings.longest_lock);
}

[[noreturn]] void refuse_until(base::Timestamp until, base::Timestamp now) {
  throw base::Error{base::ErrorCode::user_locked}.retry_after(seconds{until.seconds - now.seconds});
}

void slow_down(store::WriteContext& context, const CountedPlace& counted) {
  auto anywhere = store::find_signin_failures(context.db(), counted.name, kAnywhere);
  if (anywhere.last_at + kSlowLasts <= context.now()) anywhere = {};
  ++anywhere.count;
  store::set_signin_failures(context, counted.name, kAnywhere, anywhere);
}

}  // namespace

CountedPlace counted_place(sql::Connection& connection, const SessionSettings& settings,
                           const std::optional<store::Credentials>& found, std::string_view login,
                           const store::Origin& origin, Guessed guessed) {
  CountedPlace counted;
  if (found) {
    counted.user_id = found->user_id;
    counted.name = store::signin_name(found->user_id);
  } else {
    // Keyed: people type their password into the wrong box, and a plain digest of one could be guessed.
    counted.name = "nobody " + base::to_hex(base::digest(base::fold_identity(login), settings.name_key));
  }
  counted.known =
      found && !origin.device.empty() && store::is_known_device(connection, found->user_id, origin.device);
  if (counted.known)
    counted.place = "device " + origin.device;
  else if (guessed == Guessed::code)
    counted.place = "codes";
  else
    counted.place = "network " + origin.network;
  return counted;
}

CountedPlace counted_session(const Caller& caller) {
  return {.user_id = caller.user_id,
          .name = store::signin_name(caller.user_id),
          .place = "session " + base::to_hex(base::digest(caller.session_id)),
          .known = true};
}

void refuse_locked(sql::Connection& connection, const CountedPlace& counted, base::Timestamp now) {
  const auto here = store::find_signin_failures(connection, counted.name, counted.place);
  if (here.locked_until > now) refuse_until(here.locked_until, now);
  if (counted.known || here.count == 0) return;
  const auto anywhere = store::find_signin_failures(connection, counted.name, kAnywhere);
  const base::Timestamp next = anywhere.last_at + kSlowPace;
  if (anywhere.count >= kFailuresBeforeSlow && next > now) refuse_until(next, now);
}

void count_failure(store::WriteContext& context, const SessionSettings& settings,
                   const CountedPlace& counted) {
  auto here = store::find_signin_failures(context.db(), counted.name, counted.place);
  ++here.count;
  here.locked_until = context.now() + lock_after(here.count, settings);
  store::set_signin_failures(context, counted.name, counted.place, here);
  if (!counted.known) slow_down(context, counted);
  if (!counted.user_id || here.locked_until <= context.now()) return;
  if (const auto user = store::find_user(context.db(), *counted.user_id))
    record_by(context, {}, AuditAction::account_locked,
              {subject_of(*user), fmt::format("{} failures in a row from one place", here.count)});
}

void forget_failures(store::WriteContext& context, const CountedPlace& counted) {
  store::delete_signin_failures(context, counted.name, counted.place);
}

void trust_origin(store::WriteContext& context, const SessionSettings& settings,
                  const store::Credentials& user) {
  for (const Guessed guessed : {Guessed::password, Guessed::code})
    forget_failures(context, counted_place(context.db(), settings, user, {}, context.origin(), guessed));
  if (!context.origin().device.empty())
    store::remember_device(context, user.user_id, context.origin().device);
}

}  // namespace expediter::service
