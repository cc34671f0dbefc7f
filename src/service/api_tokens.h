#pragma once
// API tokens: made, shown once, revoked. Inside the change that the writer is applying.

#include <string>

#include "domain/api_token.h"
#include "service/caller.h"
#include "store/tokens.h"

namespace expediter::service {

inline constexpr std::int64_t kMaxTokensPerUser = 100;

struct NewToken {
  domain::ApiToken token;
  std::string text;  // The secret itself: kept by nobody but whoever asked.
};
// A token that acts for `owner_id`. Its scope may not exceed what the caller may do. Made with a token, it
// ends with that one: no later, and when it is revoked. Throws token_invalid.
NewToken create_token(store::WriteContext& context, const Caller& caller, std::int64_t owner_id,
                      const schema::Patch<domain::ApiToken>& patch);
// One's own, or anybody's for a Superuser; of a token that may do less than its owner, itself and those made
// with it. Others learn only token_not_found. What was made with a token is revoked with it.
void revoke_token(store::WriteContext& context, const Caller& caller, std::int64_t id);
domain::ApiToken get_token(sql::Connection& connection, const Caller& caller, std::int64_t id);

// Which tokens the caller may see.
store::Visible tokens_seen_by(sql::Connection& connection, const Caller& caller);

}  // namespace expediter::service
