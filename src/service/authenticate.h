#pragma once
// Who a token speaks for. The database is asked each time; whoever remembers the answer asks
// Writer::accounts_epoch().

#include <string_view>

#include "service/access_tokens.h"
#include "service/caller.h"
#include "store/writer.h"

namespace expediter::service {

// The user of a session's access token. Throws session_invalid, session_expired or user_inactive.
Caller authenticate_access(sql::Connection& connection, const SigningKeys& keys, std::string_view token,
                           base::Timestamp now);

// The owner of an API token, with the privileges that the token's scope leaves. Throws session_invalid or
// user_inactive.
Caller authenticate_api_token(sql::Connection& connection, std::string_view token, base::Timestamp now);

}  // namespace expediter::service
