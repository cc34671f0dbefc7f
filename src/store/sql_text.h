#pragma once
// Statements from SQL text with its values, and values that outlive their row.

#include "sql/connection.h"
#include "sql/render_query.h"

namespace expediter::store {

// The values must live until the statement ends.
inline sql::Statement prepare(sql::Connection& connection, const sql::SqlText& text) {
  auto statement = connection.prepare(text.text);
  int parameter = 1;
  for (const schema::Scalar& value : text.bindings) statement.bind(parameter++, value);
  return statement;
}

inline schema::Scalar owned(const schema::ScalarView& view) {
  if (const auto* integer = std::get_if<std::int64_t>(&view)) return *integer;
  if (const auto* text = std::get_if<std::string_view>(&view)) return std::string{*text};
  return {};
}

// `count` columns from `first` on.
inline std::vector<schema::Scalar> owned_scalars(const sql::Statement& row, int first, std::size_t count) {
  std::vector<schema::Scalar> values;
  values.reserve(count);
  for (std::size_t i = 0; i < count; ++i) values.push_back(owned(row.scalar(first + static_cast<int>(i))));
  return values;
}

}  // namespace expediter::store
