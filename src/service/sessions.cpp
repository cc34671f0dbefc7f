#include "service/sessions.h"

#include <algorithm>

#include "base/random.h"
#include "base/text.h"
#include "service/accounts.h"
#include "service/audit.h"
#include "store/signin_failures.h"
#include "store/users.h"

namespace expediter::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Timestamp;
using domain::Session;
using std::chrono::seconds;

constexpr std::size_t kMaxUserAgent = 255;  // Characters.

std::string session_name(store::WriteContext& context, std::string_view id) {
  return numbered("session", store::find_session_number(context.db(), id));
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
  record_by(context, get_user(context.db(), user_id).email, AuditAction::signed_in,
            {session_name(context, session.id), session.user_agent});
  return session;
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
    record_by(context, {}, AuditAction::refresh_token_reused,
              {fmt::format("{} of {}", session_name(context, session->id), user->email)});
    store::end_session(context, session->id);
    return refused;
  }
  if (just_used) return *std::move(session);
  const std::string& device = context.origin().device;
  if (!device.empty() && store::is_known_device(context.db(), user->id, device))
    store::remember_device(context, user->id, device);
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
    require_cover_of(caller, get_user(context.db(), found->user_id));
  }
  store::end_session(context, found->id);
  record(context, caller, AuditAction::session_ended,
         {numbered("session", number), get_user(context.db(), found->user_id).email});
}

bool log_out(store::WriteContext& context, const Caller& caller) {
  if (caller.by_token()) return false;
  const bool ended = store::end_session(context, caller.session_id);
  if (ended) record(context, caller, AuditAction::signed_out, {session_name(context, caller.session_id)});
  return ended;
}

std::int64_t end_other_sessions(store::WriteContext& context, const Caller& caller) {
  const std::int64_t ended = store::end_sessions_of(context, caller.user_id, caller.session_id);
  if (ended > 0)
    record(context, caller, AuditAction::session_ended, {fmt::format("all but one of {}", caller.email)});
  return ended;
}

std::int64_t end_all_sessions(store::WriteContext& context, const Caller& caller, std::int64_t user_id) {
  const domain::User user = get_user(context.db(), user_id);
  require_cover_of(caller, user);
  const std::int64_t ended = store::end_sessions_of(context, user_id);
  if (ended > 0) record(context, caller, AuditAction::session_ended, {fmt::format("all of {}", user.email)});
  return ended;
}

}  // namespace expediter::service
