#include "store/tokens.h"

namespace expediter::store {

namespace {

std::optional<OwnedToken> read_token(sql::Statement& row) {
  if (!row.step()) return std::nullopt;
  return OwnedToken{.token = read_row<domain::ApiToken>(row, 1), .owner_id = row.integer(0)};
}

std::string select_sql(std::string_view condition) {
  return "SELECT user_id, " + column_list<domain::ApiToken>() +
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

std::int64_t insert_token(WriteContext& context, const OwnedToken& token, std::string_view digest) {
  auto insert = context.db().prepare(insert_sql<domain::ApiToken>({"user_id", "digest"}));
  std::string scratch;
  const int next = bind_row(insert, token.token, scratch);
  insert.bind_null(1);
  insert.bind(next, token.owner_id).bind(next + 1, digest);
  insert.run();
  return context.db().last_insert_id();
}

void revoke_token(WriteContext& context, std::int64_t id) {
  context.db()
      .prepare("UPDATE api_tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
      .bind(1, context.now().seconds)
      .bind(2, id)
      .run();
  context.accounts_changed();
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
