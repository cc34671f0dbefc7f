#include "store/roles.h"

#include "store/rows.h"

namespace expediter::store {

namespace {

bool has_row(sql::Connection& connection, std::string_view sql, std::int64_t id) {
  auto row = connection.prepare(sql);
  row.bind(1, id);
  return row.step();
}

}  // namespace

std::optional<domain::Role> find_role(sql::Connection& connection, std::int64_t id) {
  return find_row<domain::Role>(connection, id);
}

bool is_built_in_role(sql::Connection& connection, std::int64_t id) {
  return has_row(connection, "SELECT 1 FROM roles WHERE id = ? AND built_in = 1", id);
}

bool is_role_in_use(sql::Connection& connection, std::int64_t id) {
  return has_row(connection, "SELECT 1 FROM users WHERE role_id = ? LIMIT 1", id);
}

bool is_role_name_taken(sql::Connection& connection, const domain::Role& role) {
  auto row =
      connection.prepare("SELECT 1 FROM roles WHERE fold_identity(name) = fold_identity(?) AND id <> ?");
  row.bind(1, std::string_view{role.name}).bind(2, role.id);
  return row.step();
}

std::int64_t insert_role(WriteContext& context, const domain::Role& role) {
  auto insert = context.db().prepare(insert_sql<domain::Role>());
  std::string scratch;
  bind_row(insert, role, scratch);
  insert.bind_null(1);
  insert.run();
  return context.db().last_insert_id();
}

void update_role(WriteContext& context, const domain::Role& role) {
  auto update = context.db().prepare(update_sql<domain::Role>());
  std::string scratch;
  bind_row(update, role, scratch);
  update.run();
  context.accounts_changed();
}

void delete_role(WriteContext& context, std::int64_t id) {
  context.db().prepare("DELETE FROM roles WHERE id = ?").bind(1, id).run();
}

}  // namespace expediter::store
