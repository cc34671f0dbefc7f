#pragma once
// A Query's filter, order and position as SQL text with bound values, for any field table.
//
// No value of a client's ever stands in the text: it is a `?` and a binding. The text is what SQLite
// (from 3.39) and PostgreSQL both understand, given `instr(text, text)` and the functions of base/unicode.h
// `fold`, `fold_identity`, `fold_contains` and `fold_starts_with`. Plain comparisons leave the column bare,
// so that indexes serve. Pure functions, safe on any thread.

#include <string>
#include <string_view>
#include <vector>

#include "schema/query.h"

namespace expediter::sql {

// A piece of SQL; `bindings` are the values of its `?`, in order. Never a null: nulls are spelt out in the
// text.
struct SqlText {
  std::string text;
  std::vector<schema::Scalar> bindings;
};

// A condition that is true exactly for the rows that the filter keeps, ready to be joined by AND; "TRUE"
// where it keeps all. For other rows it is false or null.
SqlText render_filter(const schema::Filter& filter, const schema::TableInfo& table);

// What stands behind ORDER BY: the keys, nulls last, then the id in the first key's direction.
std::string render_order(const std::vector<schema::SortKey>& sort, const schema::TableInfo& table);

// The rows that follow `position` in that order, as conditions to be asked one after the other until the page
// is full: together they keep every such row once, and each is one range of an index on the sort keys, which
// a single condition would not be where a key may be null or the directions differ. The usual sort gives one.
// Empty where nothing can follow. `position.keys` has one value per key of `sort`.
std::vector<SqlText> render_after(const schema::Position& position, const std::vector<schema::SortKey>& sort,
                                  const schema::TableInfo& table);

}  // namespace expediter::sql
