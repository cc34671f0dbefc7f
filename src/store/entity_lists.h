#pragma once
// A Query answered from any small table: rows, exact total, and where the page ended.
//
// The total is counted, and `page=` is an OFFSET: right for registers of thousands of rows. Tickets, of which
// there may be millions, have their own lists.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sql/render_query.h"
#include "store/rows.h"

namespace expediter::store {

// Which rows the caller may see at all, as an SQL condition.
using Visible = sql::SqlText;
inline Visible everything_visible() {
  return {.text = "TRUE", .bindings = {}};
}

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
ListEnd run_list(sql::Connection& connection, const ListRequest& request,
                 const std::function<void(const sql::Statement&)>& use_row);

// The rows of `query.page`, or those behind `after` (of a cursor) where it is given. As of the connection's
// transaction.
template <class Entity>
EntityPage<Entity> list_entities(sql::Connection& connection, const schema::Query& query,
                                 const std::optional<schema::Position>& after, const Visible& visible) {
  EntityPage<Entity> page;
  int columns = 0;
  for (const schema::FieldInfo& field : schema::kFieldInfos<Entity>)
    columns += field.expression.empty() ? 0 : 1;
  const ListRequest request{
      schema::kTableInfo<Entity>, column_list<Entity>(), columns, query, after, visible};
  ListEnd end = run_list(connection, request,
                         [&](const sql::Statement& row) { page.rows.push_back(read_row<Entity>(row)); });
  page.total = end.total;
  page.next = std::move(end.next);
  return page;
}

}  // namespace expediter::store
