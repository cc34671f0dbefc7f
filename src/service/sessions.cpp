#include "service/sessions.h"

#include <algorithm>

#include "base/random.h"
#include "base/text.h"
#include "service/accounts.h"
#include "service/lockout.h"
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
constexpr std::size_t kMaxUserAgent = 255;  // Characters.

std::string digest_of(std::string_view secret) {
  return base::to_hex(base::digest(secret));
}

Error wrong_credentials() {
  return Error{ErrorCode::user_invalid_credentials};
}

// What was found out about an attempt away from the writer.
struct Judged {
  CountedName name;
  std::string old_hash;  // What the password was compared with.
  bool right = false;
  std::string new_hash;  // Where the stored one is outdated.
};

// Decides on the state as it is now: of attempts that came together, those behind the one that locked learn
// nothing.
store::Outcome<SignInResult> conclude_sign_in(store::WriteContext& context, const SessionSettings& settings,
                                              const Judged& judged) {
  refuse_locked(context.db(), judged.name, context.now());
  const auto current =
      judged.name.user_id ? store::find_credentials(context.db(), *judged.name.user_id) : std::nullopt;
  // The password was changed meanwhile: the attempt was made against one that no longer counts.
  if (current && current->password_hash != judged.old_hash) return wrong_credentials();
  if (!current || !judged.right || current->status != domain::UserStatus::active) {
    count_failure(context, settings, judged.name);
    return wrong_credentials();
  }
  forget_failures(context, current->user_id);
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
                  .generation = 0,
                  .address = context.origin().address,
                  .user_agent = base::shorten(context.origin().user_agent, kMaxUserAgent)};
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
  Judged judged{.name = counted_name(settings, found, attempt.login),
                .old_hash = found ? found->password_hash : std::string{},
                .right = false,
                .new_hash = {}};
  refuse_locked(reader, judged.name, now);
  judged.right = verify_password(judged.old_hash, attempt.password);
  if (judged.right && is_outdated_hash(judged.old_hash)) judged.new_hash = hash_password(attempt.password);
  return take(writer.run([&](store::WriteContext& context) {
    context.set_origin(attempt.origin);
    return conclude_sign_in(context, settings, judged);
  }));
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
    context.set_origin(chosen.origin);
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

void end_session(store::WriteContext& context, const Caller& caller, std::int64_t number) {
  const auto found = store::find_session_by_number(context.db(), number, context.now());
  if (!found) throw Error{ErrorCode::session_not_found};
  if (found->user_id != caller.user_id) {
    // To others it is not there at all.
    if (!caller.may(domain::Area::users, domain::Level::edit)) throw Error{ErrorCode::session_not_found};
    require_superuser_for(caller, get_user(context.db(), found->user_id));
  }
  store::end_session(context, found->id);
}

std::int64_t end_other_sessions(store::WriteContext& context, const Caller& caller) {
  return store::end_sessions_of(context, caller.user_id, caller.session_id);
}

std::int64_t end_all_sessions(store::WriteContext& context, const Caller& caller, std::int64_t user_id) {
  require_superuser_for(caller, get_user(context.db(), user_id));
  return store::end_sessions_of(context, user_id);
}

}  // namespace expediter::service
