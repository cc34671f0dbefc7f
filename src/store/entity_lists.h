#pragma once
// A Query answered from any small table: rows, exact total, and where the page ended.
//
// The total is counted, and `page=` is an OFFSET: right for registers of thousands of rows. Tickets, of which
// there may be millions, have their own lists.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sql/budget.h"
#include "sql/render_query.h"
#include "store/rows.h"

namespace expediter::store {

// Which rows the caller may see at all, as an SQL condition.
using Visible = sql::SqlText;
inline Visible everything_visible() {
  return {.text = "TRUE", .bindings = {}};
}

// Whether a page that has room for a number of rows has room for this one too. The first row of a page stays.
template <class Entity>
using RoomFor = std::function<bool(const Entity& row)>;

template <class Entity>
struct EntityPage {
  std::vector<Entity> rows;
  std::int64_t total = 0;                // Of what is visible and matches, on all pages.
  std::optional<schema::Position> next;  // Where the page ended, if anything follows it.
};

// The part of a list that does not depend on the entity's type.
struct ListRequest {
  const schema::TableInfo& table;
  std::string columns;
  int column_count;  // Of `columns`.
  const schema::Query& query;
  const std::optional<schema::Position>& after;
  const Visible& visible;
};
struct ListEnd {
  std::int64_t total = 0;
  std::optional<schema::Position> next;
};
// `use_row` returns false where the page ends before this row, although there is a number of rows left.
ListEnd run_list(sql::Connection& connection, const ListRequest& request,
                 const std::function<bool(const sql::Statement&)>& use_row);

// The rows of `query.page`, or those behind `after` (of a cursor) where it is given. As of the connection's
// transaction. The page ends before the first row that there is no `room` for.
template <class Entity>
EntityPage<Entity> list_entities(sql::Connection& connection, const schema::Query& query,
                                 const std::optional<schema::Position>& after, const Visible& visible,
                                 const RoomFor<Entity>& room = nullptr) {
  EntityPage<Entity> page;
  int columns = 0;
  for (const schema::FieldInfo& field : schema::kFieldInfos<Entity>)
    columns += field.expression.empty() ? 0 : 1;
  const ListRequest request{
      schema::kTableInfo<Entity>, column_list<Entity>(), columns, query, after, visible};
  ListEnd end = run_list(connection, request, [&](const sql::Statement& row) {
    sql::check_budget();
    Entity entity = read_row<Entity>(row);
    if (room && !room(entity) && !page.rows.empty()) return false;
    page.rows.push_back(std::move(entity));
    return true;
  });
  page.total = end.total;
  page.next = std::move(end.next);
  return page;
}

}  // namespace expediter::store
