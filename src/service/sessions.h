#pragma once
// Signing in, staying signed in, signing out: what a session goes through.
//
// Functions that take a Writer wait for it and for Argon2id: they belong on a worker. Those that take a
// WriteContext run inside a change. What is refused leaves as base::Error.

#include <chrono>
#include <string>
#include <string_view>
#include <variant>

#include "domain/session.h"
#include "service/access_tokens.h"
#include "service/caller.h"
#include "store/sessions.h"

namespace expediter::service {

struct SessionSettings {
  std::chrono::seconds access{std::chrono::hours{1}};   // How long an access token is good for.
  std::chrono::seconds session{std::chrono::days{30}};  // And a session, however often it is refreshed.
  std::chrono::seconds lock{30};  // After the third failure in a row; doubles from there.
  std::chrono::seconds longest_lock{std::chrono::hours{24}};
  std::chrono::seconds password_ticket{std::chrono::hours{48}};
  // A used refresh token is still answered for so long: two tabs refresh at the same moment.
  std::chrono::seconds refresh_grace{10};
};

inline constexpr std::int64_t kFailuresBeforeLock = 3;

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
};

// Throws user_invalid_credentials, in the same time whether or not there is such a user, or user_locked with
// the time to wait. A failure counts; what comes while the account is locked is not judged and does not.
SignInResult sign_in(store::Writer& writer, sql::Connection& reader, const SessionSettings& settings,
                     const SignInAttempt& attempt, base::Timestamp now);

struct NewPassword {
  std::string session_token;  // Of a FirstSignin, or of a reset link.
  std::string password;
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

}  // namespace expediter::service
