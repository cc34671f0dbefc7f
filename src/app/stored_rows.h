#pragma once
// All rows of a small table, for commands that list: they read only, and so work while a server runs.

#include <ostream>
#include <string>
#include <vector>

#include "app/command.h"
#include "app/data_directory.h"
#include "sql/connection.h"
#include "store/entity_lists.h"

namespace expediter::app {

// Every visible row, by id. As of one moment.
template <class Entity>
std::vector<Entity> read_rows(sql::Connection& connection, const store::Visible& visible) {
  const sql::Transaction moment{connection, sql::Begin::read};
  schema::Query query;
  query.sort = {{schema::kIndexOf<&Entity::id>, false}};
  query.page_size = schema::kMaxPage;  // All there are: such a table has thousands.
  return store::list_entities<Entity>(connection, query, {}, visible).rows;
}

// The database of the data directory, for reading. Throws CommandError where there is none.
inline sql::Connection open_to_read(const Invocation& invocation) {
  return sql::Connection{existing_database(invocation.data_directory()), {.mode = sql::Mode::read_only}};
}

// A JSON array of the rows as the API shows them, one a line.
template <class Entity>
void print_json(std::ostream& out, const std::vector<Entity>& rows) {
  std::string text = "[";
  for (const Entity& row : rows) {
    text += text.size() == 1 ? "\n" : ",\n";
    schema::append_entity(text, row);
  }
  out << text << (rows.empty() ? "]\n" : "\n]\n");
}

}  // namespace expediter::app
