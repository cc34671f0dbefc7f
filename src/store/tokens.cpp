#include "store/tokens.h"

namespace expediter::store {

namespace {

// A token and its descendants, as a set of ids. Its depth is bounded by how many tokens a user may have.
constexpr std::string_view kFamily =
    "(WITH RECURSIVE family (id) AS (SELECT ? UNION SELECT child.id FROM api_tokens AS child "
    "JOIN family ON child.parent_id = family.id) SELECT id FROM family)";

std::optional<OwnedToken> read_token(sql::Statement& row) {
  if (!row.step()) return std::nullopt;
  return OwnedToken{
      .token = read_row<domain::ApiToken>(row, 2), .owner_id = row.integer(0), .parent_id = row.integer(1)};
}

std::string select_sql(std::string_view condition) {
  return "SELECT user_id, parent_id, " + column_list<domain::ApiToken>() +
         " FROM api_tokens WHERE revoked_at IS NULL AND " + std::string{condition};
}

}  // namespace

std::optional<OwnedToken> find_token(sql::Connection& connection, std::int64_t id) {
  auto row = connection.prepare(select_sql("id = ?"));
  row.bind(1, id);
  return read_token(row);
}

std::optional<OwnedToken> find_token_by_digest(sql::Connection& connection, std::string_view digest) {
  static const std::string kSql = select_sql("digest = ?");
  auto row = connection.prepare(kSql);
  row.bind(1, digest);
  return read_token(row);
}

std::int64_t count_tokens_of(sql::Connection& connection, std::int64_t owner_id) {
  auto row = connection.prepare("SELECT COUNT(*) FROM api_tokens WHERE user_id = ? AND revoked_at IS NULL");
  row.bind(1, owner_id);
  row.step();
  return row.integer(0);
}

Visible live_tokens(std::optional<std::int64_t> owner_id) {
  if (!owner_id) return {.text = "revoked_at IS NULL", .bindings = {}};
  return {.text = "revoked_at IS NULL AND user_id = ?", .bindings = {*owner_id}};
}

Visible live_family(std::int64_t token_id) {
  return {.text = "revoked_at IS NULL AND id IN " + std::string{kFamily}, .bindings = {token_id}};
}

bool is_of_family(sql::Connection& connection, std::int64_t token_id, std::int64_t ancestor_id) {
  auto row = connection.prepare("SELECT ? IN " + std::string{kFamily});
  row.bind(1, token_id).bind(2, ancestor_id);
  return row.step() && row.integer(0) != 0;
}

std::int64_t insert_token(WriteContext& context, const OwnedToken& token, std::string_view digest) {
  auto insert = context.db().prepare(insert_sql<domain::ApiToken>({"user_id", "digest", "parent_id"}));
  std::string scratch;
  const int next = bind_row(insert, token.token, scratch);
  insert.bind_null(1);
  insert.bind(next, token.owner_id).bind(next + 1, digest).bind_null(next + 2);
  if (token.parent_id != 0) insert.bind(next + 2, token.parent_id);
  insert.run();
  return context.db().last_insert_id();
}

std::int64_t revoke_family(WriteContext& context, std::int64_t id) {
  context.db()
      .prepare("UPDATE api_tokens SET revoked_at = ? WHERE revoked_at IS NULL AND id IN " +
               std::string{kFamily})
      .bind(1, context.now().seconds)
      .bind(2, id)
      .run();
  context.accounts_changed();
  return context.db().changed_rows() - 1;
}

void revoke_tokens_of(WriteContext& context, std::int64_t owner_id) {
  context.db()
      .prepare("UPDATE api_tokens SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL")
      .bind(1, context.now().seconds)
      .bind(2, owner_id)
      .run();
  context.accounts_changed();
}

}  // namespace expediter::store
