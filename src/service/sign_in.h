#pragma once
// Signing in: from a name and a password, over a code and a new password where one is due, to a session.
//
// Functions that take a Writer wait for it and for Argon2id: they belong on a worker. Those that take a
// WriteContext run inside a change. What is refused leaves as base::Error.

#include <optional>
#include <string>
#include <variant>

#include "service/password_choice.h"
#include "service/sessions.h"
#include "service/vault.h"

namespace expediter::service {

// Leave to choose a password, told once. Who never chose one, or whose password is too old, gets it instead
// of a session.
struct FirstSignin {
  std::string session_token;
};
// The password is right; a code must follow (verify_second_factor).
struct SecondFactorWanted {};
using SignInResult = std::variant<domain::Session, FirstSignin, SecondFactorWanted>;

struct SignInAttempt {
  std::string login;  // A login name or an e-mail address.
  std::string password;
  store::Origin origin = {};
};

// The account that the attempt is for, where it comes from a browser that has signed in to it before. Quick.
std::optional<std::int64_t> known_account(sql::Connection& reader, const SignInAttempt& attempt);

// Throws user_invalid_credentials, in the same time whether or not there is such a user, or user_locked with
// the time to wait. A failure counts, whether or not there is such a user; what comes while the name is
// locked is not judged and does not.
SignInResult sign_in(store::Writer& writer, sql::Connection& reader, const SessionSettings& settings,
                     const SignInAttempt& attempt, base::Timestamp now);

struct SecondFactor {
  std::string login;
  std::string code;  // An authenticator's, or a recovery code.
};
// Goes on from SecondFactorWanted, for five minutes and from the same client. The outcome, not an exception,
// carries the refusal two_factor_code_refused: that a wrong code came is counted. Throws user_locked.
store::Outcome<SignInResult> verify_second_factor(store::WriteContext& context,
                                                  const SessionSettings& settings, const Vault& vault,
                                                  const SecondFactor& shown);

// Sets the password that a FirstSignin gives leave for, ends the user's sessions and opens one. Throws
// password_link_invalid, or password_invalid with what is wrong with it.
domain::Session choose_password(store::Writer& writer, sql::Connection& reader,
                                const SessionSettings& settings, const NewPassword& chosen,
                                base::Timestamp now);

}  // namespace expediter::service
