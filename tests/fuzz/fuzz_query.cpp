#include "base/check.h"
#include "base/error.h"
#include "domain/ticket.h"
#include "domain/user.h"
#include "fuzz/targets.h"
#include "schema/query.h"

namespace expediter::tests {

namespace {

constexpr std::string_view kKey = "0123456789abcdef0123456789abcdef";

void check_query(std::string_view bytes, const schema::TableInfo& table) {
  const schema::QueryContext context{.me = "me@acme.com",
                                     .today = {19'800},
                                     .default_sort = {},
                                     .default_search_sort = {},
                                     .searchable = true};
  const auto parameters = schema::parse_parameters(bytes);
  schema::Query query = schema::parse_query(parameters, table, context);
  CHECK(!query.sort.empty() && query.page >= 1 && query.page_size >= 1);
  CHECK(query.page_size <= schema::kMaxPageSize && query.words.size() <= schema::kMaxSearchWords);
  // Asked twice, it is the same question.
  CHECK(schema::parse_query(parameters, table, context).canonical == query.canonical);
  if (!query.cursor.empty()) schema::read_cursor(query, kKey);
  // A cursor of ours is read as what it was made of.
  schema::Position position;
  position.id = 7;
  for (std::size_t i = 0; i < query.sort.size(); ++i) position.keys.emplace_back(std::string{"x"});
  query.cursor = schema::make_cursor(position, query, kKey);
  const schema::Position read = schema::read_cursor(query, kKey);
  CHECK(read.id == position.id && read.keys == position.keys);
}

}  // namespace

void fuzz_query(std::string_view bytes) {
  for (const schema::TableInfo* table :
       {&schema::kTableInfo<domain::Ticket>, &schema::kTableInfo<domain::User>}) {
    try {
      check_query(bytes, *table);
    } catch (const base::Error& error) {
      CHECK(error.code() == base::ErrorCode::query_invalid);
    }
  }
}

}  // namespace expediter::tests
