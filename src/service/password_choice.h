#pragma once
// Choosing a password with a one-time token: what a first sign-in and a mailed link have in common.

#include <string>

#include "domain/user.h"
#include "service/session_settings.h"
#include "store/sessions.h"

namespace expediter::service {

struct NewPassword {
  std::string session_token;
  std::string password;
  store::Origin origin = {};
};

// A new token for `user_id`, as text; the database keeps its digest.
std::string issue_password_ticket(store::WriteContext& context, const SessionSettings& settings,
                                  std::int64_t user_id, store::TicketPurpose purpose);

// The active user whom the token gives leave; throws password_link_invalid.
domain::User get_ticket_holder(sql::Connection& connection, const std::string& token,
                               store::TicketPurpose purpose, base::Timestamp now);

// Hashes a password that is in order, on a worker; throws password_invalid with what is wrong with it.
std::string hash_of_chosen(sql::Connection& reader, const domain::User& user, const std::string& password);

// Stores it, and ends what an older one opened or would have, but the session called `kept`.
void take_password(store::WriteContext& context, const SessionSettings& settings, std::int64_t user_id,
                   const std::string& hash, std::string_view kept = "");

}  // namespace expediter::service
