#include "store/views.h"

#include <fmt/format.h>

#include "domain/ticket.h"

namespace expediter::store {

namespace {

// A query is kept as the address has it: with '+' or %20 for a space.
std::string asks_register() {
  std::string sql;
  for (const schema::FieldInfo& field : domain::kTicketsWithoutRegister.withheld)
    sql += fmt::format("{}instr(replace(replace(query, '+', ' '), '%20', ' '), '{}') > 0",
                       sql.empty() ? "" : " OR ", field.name);
  return "(" + sql + ")";
}

}  // namespace

std::optional<OwnedView> find_view(sql::Connection& connection, std::int64_t id) {
  static const std::string kSql = fmt::format("SELECT owner_id, {}, {} FROM views WHERE id = ?",
                                              asks_register(), column_list<domain::View>());
  auto row = connection.prepare(kSql);
  row.bind(1, id);
  if (!row.step()) return std::nullopt;
  return OwnedView{.view = read_row<domain::View>(row, 2),
                   .owner_id = row.integer(0),
                   .asks_register = row.integer(1) != 0};
}

std::int64_t count_views_of(sql::Connection& connection, std::int64_t owner_id) {
  auto row = connection.prepare("SELECT COUNT(*) FROM views WHERE owner_id = ?");
  row.bind(1, owner_id);
  row.step();
  return row.integer(0);
}

Visible views_seen_by(std::int64_t user_id, bool views_register) {
  std::string text = "owner_id = ? OR shared = 1";
  if (!views_register) text += " AND NOT " + asks_register();
  return {.text = std::move(text), .bindings = {user_id}};
}

std::int64_t insert_view(WriteContext& context, const OwnedView& view) {
  auto insert = context.db().prepare(insert_sql<domain::View>({"owner_id"}));
  std::string scratch;
  const int next = bind_row(insert, view.view, scratch);
  insert.bind_null(1);
  insert.bind(next, view.owner_id).run();
  return context.db().last_insert_id();
}

void update_view(WriteContext& context, const domain::View& view) {
  auto update = context.db().prepare(update_sql<domain::View>());
  std::string scratch;
  bind_row(update, view, scratch);
  update.run();
}

void delete_view(WriteContext& context, std::int64_t id) {
  context.db().prepare("DELETE FROM views WHERE id = ?").bind(1, id).run();
}

}  // namespace expediter::store
