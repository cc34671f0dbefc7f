#pragma once
// SQL text with its values: put together, as a statement, and what a row holds beyond its time.

#include <cstddef>
#include <string_view>
#include <vector>

#include "sql/connection.h"
#include "sql/render_query.h"

namespace expediter::store {

inline void append_sql(sql::SqlText& out, const sql::SqlText& more) {
  out.text += more.text;
  out.bindings.insert(out.bindings.end(), more.bindings.begin(), more.bindings.end());
}

// Binds from parameter 1 on; returns the next free one. The values must live until the statement ends.
inline int bind_all(sql::Statement& statement, const std::vector<schema::Scalar>& values) {
  int parameter = 1;
  for (const schema::Scalar& value : values) statement.bind(parameter++, value);
  return parameter;
}

// The values must live until the statement ends.
inline sql::Statement prepare(sql::Connection& connection, const sql::SqlText& text) {
  auto statement = connection.prepare(text.text);
  bind_all(statement, text.bindings);
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
