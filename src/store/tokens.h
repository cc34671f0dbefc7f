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
};
std::optional<OwnedToken> find_token(sql::Connection& connection, std::int64_t id);
// By the digest of its text.
std::optional<OwnedToken> find_token_by_digest(sql::Connection& connection, std::string_view digest);
std::int64_t count_tokens_of(sql::Connection& connection, std::int64_t owner_id);

// Tokens that are not revoked, of one owner or of all.
Visible live_tokens(std::optional<std::int64_t> owner_id);

// `id` and `owner_email` of `token` are ignored; returns the new id.
std::int64_t insert_token(WriteContext& context, const OwnedToken& token, std::string_view digest);
void revoke_token(WriteContext& context, std::int64_t id);
void revoke_tokens_of(WriteContext& context, std::int64_t owner_id);

}  // namespace expediter::store
