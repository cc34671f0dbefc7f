#include <memory>

#include "base/check.h"
#include "base/error.h"
#include "domain/ticket.h"
#include "fuzz/targets.h"
#include "sql/connection.h"
#include "sql/render_query.h"

namespace expediter::tests {

namespace {

constexpr const schema::TableInfo& kTickets = schema::kTableInfo<domain::Ticket>;

// A database with the columns that filters speak of, and one row of nulls.
sql::Connection& tickets() {
  static const auto connection = [] {
    auto made =
        std::make_unique<sql::Connection>(":memory:", sql::ConnectionOptions{.mode = sql::Mode::read_write});
    std::string columns = "id INTEGER PRIMARY KEY";
    for (const schema::FieldInfo& field : kTickets.fields)
      if (!field.column.empty() && field.column != "id") columns += ", " + std::string{field.column};
    made->execute("CREATE TABLE tickets (" + columns + ")");
    made->execute("CREATE TABLE purchase_orders (id INTEGER PRIMARY KEY, number TEXT)");
    made->execute("INSERT INTO tickets DEFAULT VALUES");
    return made;
  }();
  return *connection;
}

}  // namespace

void fuzz_filter(std::string_view bytes) {
  const schema::QueryContext context{.me = "me@acme.com",
                                     .today = {19'800},
                                     .default_sort = {},
                                     .default_search_sort = {},
                                     .searchable = true};
  schema::Filter filter;
  try {
    filter = schema::parse_filter(bytes, kTickets, context);
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::query_invalid);
    CHECK(!error.message().empty() || !error.violations().empty());
    return;
  }
  // What was understood is SQL that the engine takes, and asks of a row yes or no.
  const sql::SqlText where = sql::render_filter(filter, kTickets);
  auto row = tickets().prepare("SELECT COUNT(*) FROM tickets WHERE " + where.text);
  int parameter = 1;
  for (const schema::Scalar& value : where.bindings) row.bind(parameter++, value);
  CHECK(row.step() && row.integer(0) <= 1);
}

}  // namespace expediter::tests
