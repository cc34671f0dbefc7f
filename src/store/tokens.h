#pragma once
// API tokens in and out of the database. A revoked one is kept, and found by nobody.

#include <optional>
#include <string_view>

#include "domain/api_token.h"
#include "store/entity_lists.h"
#include "store/writer.h"

namespace expediter::store {

struct OwnedToken {
  domain::ApiToken token;
  std::int64_t owner_id = 0;
  std::int64_t parent_id = 0;  // The token that it was made with; 0 where it was made under a session.
};
std::optional<OwnedToken> find_token(sql::Connection& connection, std::int64_t id);
// By the digest of its text.
std::optional<OwnedToken> find_token_by_digest(sql::Connection& connection, std::string_view digest);
std::int64_t count_tokens_of(sql::Connection& connection, std::int64_t owner_id);

// Tokens that are not revoked, of one owner or of all.
Visible live_tokens(std::optional<std::int64_t> owner_id);
// Of these, one token and those that were made with it, and with those, and so on.
Visible live_family(std::int64_t token_id);
bool is_of_family(sql::Connection& connection, std::int64_t token_id, std::int64_t ancestor_id);

// `id` and `owner_email` of `token` are ignored; returns the new id.
std::int64_t insert_token(WriteContext& context, const OwnedToken& token, std::string_view digest);
// With all that were made with it. Returns how many these were besides.
std::int64_t revoke_family(WriteContext& context, std::int64_t id);
void revoke_tokens_of(WriteContext& context, std::int64_t owner_id);

}  // namespace expediter::store
