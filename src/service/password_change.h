#pragma once
// Changing one's own password, with the old one.

#include <string>

#include "service/caller.h"
#include "service/password_choice.h"

namespace expediter::service {

struct PasswordChange {
  std::string old_password;
  std::string password;
  store::Origin origin = {};
};
// Ends all other sessions of the caller. Waits for the writer and for Argon2id: on a worker. Throws
// password_invalid with what is wrong; a wrong old password counts as a failed sign-in, and user_locked comes
// of too many.
void change_password(store::Writer& writer, sql::Connection& reader, const SessionSettings& settings,
                     const Caller& caller, const PasswordChange& change, base::Timestamp now);

}  // namespace expediter::service
