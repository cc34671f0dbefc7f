#pragma once
// Signing in, staying signed in, signing out: what a session goes through.
//
// Functions that take a Writer wait for it and for Argon2id: they belong on a worker. Those that take a
// WriteContext run inside a change. What is refused leaves as base::Error.

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

// Leave to choose a password, told once. The right password of an account that was never used earns it.
struct FirstSignin {
  std::string session_token;
};
// What a right name and password lead to. A second factor becomes one more alternative.
using SignInResult = std::variant<domain::Session, FirstSignin>;

struct SignInAttempt {
  std::string login;  // A login name or an e-mail address.
  std::string password;
  store::Origin origin = {};
};

// Throws user_invalid_credentials, in the same time whether or not there is such a user, or user_locked with
// the time to wait. A failure counts, whether or not there is such a user; what comes while the name is
// locked is not judged and does not.
SignInResult sign_in(store::Writer& writer, sql::Connection& reader, const SessionSettings& settings,
                     const SignInAttempt& attempt, base::Timestamp now);

struct NewPassword {
  std::string session_token;  // Of a FirstSignin, or of a reset link.
  std::string password;
  store::Origin origin = {};
};
// Sets the password that the one-time token gives leave for, ends the user's sessions and opens one. Throws
// password_link_invalid, or password_invalid with what is wrong with it.
domain::Session choose_password(store::Writer& writer, sql::Connection& reader,
                                const SessionSettings& settings, const NewPassword& chosen,
                                base::Timestamp now);

// A new one-time token for `user_id`; older ones are void.
std::string grant_password_ticket(store::WriteContext& context, const SessionSettings& settings,
                                  std::int64_t user_id);

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
// Ends all of the caller's sessions but the one that asks; returns how many there were.
std::int64_t end_other_sessions(store::WriteContext& context, const Caller& caller);
// Ends all of that user's; returns how many there were. Throws user_not_found, user_superuser_only.
std::int64_t end_all_sessions(store::WriteContext& context, const Caller& caller, std::int64_t user_id);

}  // namespace expediter::service
