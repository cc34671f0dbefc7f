#pragma once
// Sessions: opened, refreshed, ended; and the tokens that name them. How one comes to a session is in
// service/sign_in.h.
//
// Functions that take a WriteContext run inside a change. What is refused leaves as base::Error.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "domain/session.h"
#include "service/access_tokens.h"
#include "service/caller.h"
#include "service/session_settings.h"
#include "store/sessions.h"

namespace expediter::service {

// What goes into the cookies.
struct SessionTokens {
  std::string access_token;
  std::string refresh_token;
  std::string csrf_access;
  std::string csrf_refresh;
  std::chrono::seconds access_for{};  // Until each ends.
  std::chrono::seconds refresh_for{};
};
// Tokens of a session that was opened or refreshed at `session.refreshed_at`.
SessionTokens make_tokens(const SigningKeys& keys, const SessionSettings& settings,
                          const domain::Session& session);

domain::Session open_session(store::WriteContext& context, const SessionSettings& settings,
                             std::int64_t user_id);

// Takes a verified refresh token in exchange for the next. The outcome, not an exception, carries a refusal:
// that a token came a second time ends its session, and this must be kept. `csrf` is the request's
// X-XSRF-TOKEN.
store::Outcome<domain::Session> refresh_session(store::WriteContext& context, const SessionSettings& settings,
                                                const TokenClaims& token, std::string_view csrf);

// Ends the session that lists know by that number: one's own, or, for who may edit users, anybody's but that
// of a Superuser, which takes one. Throws session_not_found, also for what is not the caller's business.
void end_session(store::WriteContext& context, const Caller& caller, std::int64_t number);
// Ends the session that asks; whether there was one.
bool log_out(store::WriteContext& context, const Caller& caller);
// Ends all of the caller's sessions but the one that asks; returns how many there were.
std::int64_t end_other_sessions(store::WriteContext& context, const Caller& caller);
// Ends all of that user's; returns how many there were. Throws user_not_found, user_superuser_only.
std::int64_t end_all_sessions(store::WriteContext& context, const Caller& caller, std::int64_t user_id);

}  // namespace expediter::service
