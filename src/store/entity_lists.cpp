#include "store/entity_lists.h"

#include <fmt/format.h>

#include "store/sql_text.h"

namespace expediter::store {

namespace {

using schema::Position;
using sql::SqlText;

// Both conditions, each with its bindings.
SqlText all_of(const SqlText& a, const SqlText& b) {
  SqlText both{.text = "(" + a.text + ") AND (", .bindings = a.bindings};
  append_sql(both, b);
  both.text += ')';
  return both;
}

// Fetches page after range until `wanted` rows were used and one more was seen, or nothing is left.
class Fetch {
 public:
  Fetch(sql::Connection& connection, const ListRequest& request,
        const std::function<bool(const sql::Statement&)>& use_row)
      : connection_(connection), request_(request), use_row_(use_row) {
    select_ = "SELECT " + request.columns;
    for (const schema::SortKey& key : request.query.sort)
      select_.append(", ").append(request.table.fields[key.field].expression);
    select_.append(", id FROM ").append(request.table.sql_table).append(" WHERE ");
    order_ = " ORDER BY " + sql::render_order(request.query.sort, request.table) + " LIMIT ? OFFSET ?";
  }

  void rows_of(const SqlText& where, std::int64_t offset) {
    auto rows = connection_.prepare(select_ + where.text + order_);
    const int parameter = bind_all(rows, where.bindings);
    rows.bind(parameter, request_.query.page_size - used_ + 1).bind(parameter + 1, offset);
    while (!more_ && rows.step()) {
      more_ = used_ == request_.query.page_size || !use_row_(rows);
      if (more_) break;
      ++used_;
      remember(rows);
    }
  }

  bool done() const { return more_; }
  std::optional<Position> next() const { return more_ ? std::optional{last_} : std::nullopt; }

 private:
  void remember(const sql::Statement& row) {
    const std::size_t count = request_.query.sort.size();
    last_.keys = owned_scalars(row, request_.column_count, count);
    last_.id = row.integer(request_.column_count + static_cast<int>(count));
  }

  sql::Connection& connection_;
  const ListRequest& request_;
  const std::function<bool(const sql::Statement&)>& use_row_;
  std::string select_;
  std::string order_;
  std::int64_t used_ = 0;
  bool more_ = false;
  Position last_;
};

}  // namespace

ListEnd run_list(sql::Connection& connection, const ListRequest& request,
                 const std::function<bool(const sql::Statement&)>& use_row) {
  const SqlText where = all_of(request.visible, sql::render_filter(request.query.filter, request.table));
  ListEnd end;
  auto count = connection.prepare(
      fmt::format("SELECT COUNT(*) FROM {} WHERE {}", request.table.sql_table, where.text));
  bind_all(count, where.bindings);
  count.step();
  end.total = count.integer(0);

  Fetch fetch{connection, request, use_row};
  if (request.after) {
    for (const SqlText& range : sql::render_after(*request.after, request.query.sort, request.table)) {
      if (fetch.done()) break;
      fetch.rows_of(all_of(where, range), 0);
    }
  } else {
    fetch.rows_of(where, (request.query.page - 1) * request.query.page_size);
  }
  end.next = fetch.next();
  return end;
}

}  // namespace expediter::store
