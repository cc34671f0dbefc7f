#include "service/sessions.h"

#include <algorithm>

#include "base/random.h"
#include "service/passwords.h"
#include "store/users.h"

namespace expediter::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Timestamp;
using domain::Session;
using std::chrono::seconds;

constexpr std::size_t kSecretBytes = 32;

std::string digest_of(std::string_view secret) {
  return base::to_hex(base::digest(secret));
}

Error locked_error(Timestamp until, Timestamp now) {
  return Error{ErrorCode::user_locked}.retry_after(
      seconds{std::max<std::int64_t>(1, (until - seconds{now.seconds}).seconds)});
}

Error wrong_credentials() {
  return Error{ErrorCode::user_invalid_credentials};
}

// How long the n-th failure in a row locks for.
seconds lock_after(std::int64_t failures, const SessionSettings& settings) {
  if (failures < kFailuresBeforeLock) return seconds{0};
  seconds lock = settings.lock;
  for (std::int64_t i = kFailuresBeforeLock; i < failures && lock < settings.longest_lock; ++i) lock *= 2;
  return std::min(lock, settings.longest_lock);
}

void count_failure(store::WriteContext& context, const SessionSettings& settings,
                   const store::Credentials& credentials) {
  const std::int64_t failures = credentials.failed_signins + 1;
  store::set_failed_signins(context, credentials.user_id, failures,
                            context.now() + lock_after(failures, settings));
}

// What was found out about an attempt away from the writer.
struct Judged {
  store::Credentials credentials;
  bool right = false;
  std::string new_hash;  // Where the stored one is outdated.
};

// Decides on the state as it is now: of attempts that came together, those behind the one that locked learn
// nothing.
store::Outcome<SignInResult> conclude_sign_in(store::WriteContext& context, const SessionSettings& settings,
                                              const Judged& judged) {
  const auto current = store::find_credentials(context.db(), judged.credentials.user_id);
  if (!current || current->status != domain::UserStatus::active) return wrong_credentials();
  if (current->locked_until > context.now()) return locked_error(current->locked_until, context.now());
  // The password was changed meanwhile: the attempt was made against one that no longer counts.
  if (current->password_hash != judged.credentials.password_hash) return wrong_credentials();
  if (!judged.right) {
    count_failure(context, settings, *current);
    return wrong_credentials();
  }
  if (current->failed_signins > 0) store::set_failed_signins(context, current->user_id, 0, {});
  if (!judged.new_hash.empty()) store::rehash_password(context, current->user_id, judged.new_hash);
  if (current->first_signin)
    return SignInResult{FirstSignin{grant_password_ticket(context, settings, current->user_id)}};
  return SignInResult{open_session(context, settings, current->user_id)};
}

template <class Value>
Value take(store::Outcome<Value> outcome) {
  if (auto* error = std::get_if<Error>(&outcome)) throw std::move(*error);
  return std::get<Value>(std::move(outcome));
}

// Whose leave to choose a password this is.
domain::User get_ticket_holder(sql::Connection& connection, const std::string& digest, Timestamp now) {
  const auto ticket = store::find_password_ticket(connection, digest);
  if (!ticket || ticket->expires_at <= now) throw Error{ErrorCode::password_link_invalid};
  auto user = store::find_user(connection, ticket->user_id);
  if (!user || !domain::is_active(*user)) throw Error{ErrorCode::password_link_invalid};
  return *std::move(user);
}

}  // namespace

SessionTokens make_tokens(const SigningKeys& keys, const SessionSettings& settings, const Session& session) {
  const Timestamp now = session.refreshed_at;
  TokenClaims claims{.user_id = session.user_id,
                     .session_id = session.id,
                     .type = TokenType::access,
                     .csrf = session.csrf_access,
                     .generation = session.generation,
                     .issued_at = now,
                     .expires_at = std::min(now + settings.access, session.expires_at)};
  SessionTokens tokens{.access_token = issue_token(keys, claims),
                       .refresh_token = {},
                       .csrf_access = session.csrf_access,
                       .csrf_refresh = session.csrf_refresh,
                       .access_for = seconds{claims.expires_at.seconds - now.seconds},
                       .refresh_for = seconds{session.expires_at.seconds - now.seconds}};
  claims.type = TokenType::refresh;
  claims.csrf = session.csrf_refresh;
  claims.expires_at = session.expires_at;
  tokens.refresh_token = issue_token(keys, claims);
  return tokens;
}

Session open_session(store::WriteContext& context, const SessionSettings& settings, std::int64_t user_id) {
  Session session{.id = base::random_token(16),
                  .user_id = user_id,
                  .csrf_access = base::random_token(24),
                  .csrf_refresh = base::random_token(24),
                  .created_at = context.now(),
                  .refreshed_at = context.now(),
                  .expires_at = context.now() + settings.session,
                  .ended_at = std::nullopt,
                  .generation = 0};
  store::insert_session(context, session);
  return session;
}

std::string grant_password_ticket(store::WriteContext& context, const SessionSettings& settings,
                                  std::int64_t user_id) {
  std::string secret = base::random_token(kSecretBytes);
  store::delete_password_tickets_of(context, user_id);
  store::insert_password_ticket(context, digest_of(secret),
                                {.user_id = user_id, .expires_at = context.now() + settings.password_ticket});
  return secret;
}

SignInResult sign_in(store::Writer& writer, sql::Connection& reader, const SessionSettings& settings,
                     const SignInAttempt& attempt, Timestamp now) {
  const auto found = store::find_credentials(reader, attempt.login);
  if (found && found->locked_until > now) throw locked_error(found->locked_until, now);
  const bool right = verify_password(found ? found->password_hash : std::string{}, attempt.password);
  if (!found) throw wrong_credentials();
  Judged judged{.credentials = *found, .right = right, .new_hash = {}};
  if (right && is_outdated_hash(found->password_hash)) judged.new_hash = hash_password(attempt.password);
  return take(
      writer.run([&](store::WriteContext& context) { return conclude_sign_in(context, settings, judged); }));
}

Session choose_password(store::Writer& writer, sql::Connection& reader, const SessionSettings& settings,
                        const NewPassword& chosen, Timestamp now) {
  const std::string digest = digest_of(chosen.session_token);
  const domain::User user = get_ticket_holder(reader, digest, now);
  base::Violations violations;
  check_new_password(chosen.password, user, "new_password", violations);
  const auto credentials = store::find_credentials(reader, user.id);
  if (violations.empty() && credentials && verify_password(credentials->password_hash, chosen.password))
    schema::violate(violations, {.field = "new_password"}, base::violation::kNotAllowed,
                    "new_password must not be the password that you have.");
  if (!violations.empty()) throw Error{ErrorCode::password_invalid, std::move(violations)};
  const std::string hash = hash_password(chosen.password);
  return writer.run([&](store::WriteContext& context) {
    // Once more: the token works once, whoever else holds it.
    get_ticket_holder(context.db(), digest, context.now());
    store::set_password(context, user.id, hash, false);
    store::delete_password_tickets_of(context, user.id);
    store::end_sessions_of(context, user.id);
    return open_session(context, settings, user.id);
  });
}

store::Outcome<Session> refresh_session(store::WriteContext& context, const SessionSettings& settings,
                                        const TokenClaims& token, std::string_view csrf) {
  Error refused{ErrorCode::session_refresh_invalid};
  auto session = store::find_session(context.db(), token.session_id);
  if (!session || session->user_id != token.user_id || !domain::is_live(*session, context.now()))
    return refused;
  if (csrf.empty()) return Error{ErrorCode::csrf_missing};
  const bool known = base::equal_constant_time(csrf, session->csrf_refresh) ||
                     base::equal_constant_time(csrf, session->csrf_access);
  if (!known) return Error{ErrorCode::csrf_invalid};
  const auto user = store::find_user(context.db(), session->user_id);
  if (!user || !domain::is_active(*user)) return refused;

  const bool fresh = token.generation == session->generation;
  const bool just_used = token.generation + 1 == session->generation &&
                         context.now() <= session->refreshed_at + settings.refresh_grace;
  if (!fresh && !just_used) {
    // Somebody has used this token before: one of the two is not the user.
    store::end_session(context, session->id);
    return refused;
  }
  if (just_used) return *std::move(session);
  ++session->generation;
  session->refreshed_at = context.now();
  store::rotate_session(context, session->id, session->generation);
  return *std::move(session);
}

}  // namespace expediter::service
