#include "service/sign_in.h"

#include "base/random.h"
#include "service/audit.h"
#include "service/lockout.h"
#include "service/passwords.h"
#include "service/two_factor.h"
#include "store/second_factors.h"
#include "store/signin_failures.h"
#include "store/users.h"

namespace expediter::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Timestamp;
using domain::Session;

constexpr std::chrono::minutes kHalfSignInLasts{5};

// The client that a right password came from, as far as it can be told from another: its code must come from
// there too.
std::string client_of(const store::Origin& origin) {
  return base::to_hex(base::digest(origin.address + "\n" + origin.user_agent));
}

Error wrong_credentials() {
  return Error{ErrorCode::user_invalid_credentials};
}

// By nobody known: whoever it was did not show to be the user. What was typed for a name stays unsaid,
// because people type their password into the wrong box.
void record_failure(store::WriteContext& context, AuditAction action,
                    const std::optional<store::Credentials>& found) {
  const auto user = found ? store::find_user(context.db(), found->user_id) : std::nullopt;
  record_by(context, {}, action, {user ? subject_of(*user) : "a name that nobody has"});
}

bool must_choose_password(store::WriteContext& context, const SessionSettings& settings,
                          const store::Credentials& user) {
  if (user.first_signin) return true;
  if (settings.password_lifetime.count() == 0) return false;
  if (user.password_expires_at) return *user.password_expires_at <= context.now();
  // Passwords of before the rule begin to age now.
  store::set_password_expiry(context, user.user_id, context.now() + settings.password_lifetime);
  return false;
}

FirstSignin ask_for_password(store::WriteContext& context, const SessionSettings& settings,
                             std::int64_t user_id) {
  store::delete_password_tickets_of(context, user_id, store::TicketPurpose::sign_in);
  return {issue_password_ticket(context, settings, user_id, store::TicketPurpose::sign_in)};
}

// Whoever showed all that was asked for.
SignInResult let_in(store::WriteContext& context, const SessionSettings& settings,
                    const store::Credentials& user) {
  trust_origin(context, settings, user);
  if (must_choose_password(context, settings, user)) return ask_for_password(context, settings, user.user_id);
  return open_session(context, settings, user.user_id);
}

// What was found out about an attempt away from the writer.
struct Judged {
  CountedPlace counted;
  std::string old_hash;  // What the password was compared with.
  bool right = false;
  std::string new_hash;  // Where the stored one is outdated.
};

// Decides on the state as it is now: of attempts that came together, those behind the one that locked learn
// nothing.
store::Outcome<SignInResult> conclude_sign_in(store::WriteContext& context, const SessionSettings& settings,
                                              const Judged& judged) {
  const CountedPlace& counted = judged.counted;
  refuse_locked(context.db(), counted, context.now());
  const auto current =
      counted.user_id ? store::find_credentials(context.db(), *counted.user_id) : std::nullopt;
  // The password was changed meanwhile: the attempt was made against one that no longer counts.
  if (current && current->password_hash != judged.old_hash) return wrong_credentials();
  if (!current || !judged.right || current->status != domain::UserStatus::active) {
    record_failure(context, AuditAction::sign_in_failed, current);
    count_failure(context, settings, counted);
    return wrong_credentials();
  }
  if (!judged.new_hash.empty()) store::rehash_password(context, current->user_id, judged.new_hash);
  if (!current->two_factor_enabled) return let_in(context, settings, *current);
  // The failures stay counted: or else each right password would buy two more guesses at the code.
  store::begin_half_sign_in(context, current->user_id, client_of(context.origin()),
                            context.now() + kHalfSignInLasts);
  return SignInResult{SecondFactorWanted{}};
}

template <class Value>
Value take(store::Outcome<Value> outcome) {
  if (auto* error = std::get_if<Error>(&outcome)) throw std::move(*error);
  return std::get<Value>(std::move(outcome));
}

}  // namespace

std::optional<std::int64_t> known_account(sql::Connection& reader, const SignInAttempt& attempt) {
  if (attempt.origin.device.empty()) return std::nullopt;
  const auto found = store::find_credentials(reader, attempt.login);
  if (!found || !store::is_known_device(reader, found->user_id, attempt.origin.device)) return std::nullopt;
  return found->user_id;
}

SignInResult sign_in(store::Writer& writer, sql::Connection& reader, const SessionSettings& settings,
                     const SignInAttempt& attempt, Timestamp now) {
  const auto found = store::find_credentials(reader, attempt.login);
  Judged judged{.counted = counted_place(reader, settings, found, attempt.login, attempt.origin),
                .old_hash = found ? found->password_hash : std::string{},
                .right = false,
                .new_hash = {}};
  refuse_locked(reader, judged.counted, now);
  judged.right = verify_password(judged.old_hash, attempt.password);
  if (judged.right && is_outdated_hash(judged.old_hash)) judged.new_hash = hash_password(attempt.password);
  return take(writer.run([&](store::WriteContext& context) {
    context.set_origin(attempt.origin);
    return conclude_sign_in(context, settings, judged);
  }));
}

store::Outcome<SignInResult> verify_second_factor(store::WriteContext& context,
                                                  const SessionSettings& settings, const Vault& vault,
                                                  const SecondFactor& shown) {
  Error refused{ErrorCode::two_factor_code_refused};
  const auto user = store::find_credentials(context.db(), shown.login);
  if (!user || user->status != domain::UserStatus::active) return refused;
  // Without a right password before it, a code is not even looked at.
  const std::string client = client_of(context.origin());
  if (!store::has_half_sign_in(context.db(), user->user_id, client, context.now())) return refused;
  const CountedPlace counted =
      counted_place(context.db(), settings, user, shown.login, context.origin(), Guessed::code);
  refuse_locked(context.db(), counted, context.now());
  if (!spend_code(context, vault, user->user_id, shown.code)) {
    record_failure(context, AuditAction::code_refused, user);
    count_failure(context, settings, counted);
    // Or else each right password from there would be answered once more.
    if (!counted.known)
      count_failure(context, settings,
                    counted_place(context.db(), settings, user, shown.login, context.origin()));
    return refused;
  }
  store::delete_half_sign_ins_of(context, user->user_id);
  return let_in(context, settings, *user);
}

Session choose_password(store::Writer& writer, sql::Connection& reader, const SessionSettings& settings,
                        const NewPassword& chosen, Timestamp now) {
  constexpr auto kPurpose = store::TicketPurpose::sign_in;
  const domain::User user = get_ticket_holder(reader, chosen.session_token, kPurpose, now);
  const std::string hash = hash_of_chosen(reader, user, chosen.password);
  return writer.run([&](store::WriteContext& context) {
    context.set_origin(chosen.origin);
    // Once more: the token works once, whoever else holds it.
    get_ticket_holder(context.db(), chosen.session_token, kPurpose, context.now());
    take_password(context, settings, user.id, hash);
    record_by(context, user.email, AuditAction::password_chosen, {subject_of(user)});
    if (const auto current = store::find_credentials(context.db(), user.id))
      trust_origin(context, settings, *current);
    return open_session(context, settings, user.id);
  });
}

}  // namespace expediter::service
