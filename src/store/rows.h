#pragma once
// Rows to entities and back, from the field tables: no list of columns is written twice.

#include <optional>
#include <string>
#include <string_view>

#include "schema/patch.h"
#include "sql/connection.h"

namespace expediter::store {

// "id, title, …": every field that SQL can read, in the table's order.
template <class Entity>
std::string column_list() {
  std::string list;
  for (const schema::FieldInfo& field : schema::kFieldInfos<Entity>) {
    if (field.expression.empty()) continue;
    if (!list.empty()) list += ", ";
    list += field.expression;
  }
  return list;
}

// Reads one row of `column_list` that begins at column `first`.
template <class Entity>
Entity read_row(const sql::Statement& row, int first = 0) {
  Entity entity{};
  int column = first;
  schema::for_each_field<Entity>([&](const auto& field) {
    if (field.column.empty() && field.expression.empty()) return;
    using Value = std::remove_cvref_t<decltype(entity.*field.member)>;
    if constexpr (requires { schema::ValueTraits<Value>::from_scalar(row.scalar(0)); })
      entity.*field.member = schema::ValueTraits<Value>::from_scalar(row.scalar(column++));
  });
  return entity;
}

// Binds every stored field, in the table's order, from parameter `first` on; returns the next free parameter.
// The statement must run before `entity` or `scratch` changes.
template <class Entity>
int bind_row(sql::Statement& statement, const Entity& entity, std::string& scratch, int first = 1) {
  int parameter = first;
  schema::for_each_field<Entity>([&](const auto& field) {
    using Value = std::remove_cvref_t<decltype(entity.*field.member)>;
    if constexpr (requires { schema::ValueTraits<Value>::to_scalar(entity.*field.member, scratch); })
      if (!field.column.empty())
        statement.bind(parameter++, schema::ValueTraits<Value>::to_scalar(entity.*field.member, scratch));
  });
  return parameter;
}

// "INSERT INTO t (a, b) VALUES (?, ?)" for the stored fields and the given columns behind them.
template <class Entity>
std::string insert_sql(std::initializer_list<std::string_view> further = {}) {
  std::string columns;
  std::string marks;
  const auto add = [&](std::string_view column) {
    columns.append(columns.empty() ? "" : ", ").append(column);
    marks += marks.empty() ? "?" : ", ?";
  };
  for (const schema::FieldInfo& field : schema::kFieldInfos<Entity>)
    if (!field.column.empty()) add(field.column);
  for (const std::string_view column : further) add(column);
  return "INSERT INTO " + std::string{schema::FieldTable<Entity>::sql_table} + " (" + columns + ") VALUES (" +
         marks + ")";
}

// "UPDATE t SET b = ?2, c = ?3 WHERE id = ?1" for the stored fields, of which the id is the first, and the
// given columns behind them. Bind with `bind_row`.
template <class Entity>
std::string update_sql(std::initializer_list<std::string_view> further = {}) {
  std::string assignments;
  int parameter = 1;
  const auto add = [&](std::string_view column) {
    if (parameter++ == 1) return;  // The id.
    if (!assignments.empty()) assignments += ", ";
    assignments.append(column).append(" = ?").append(std::to_string(parameter - 1));
  };
  for (const schema::FieldInfo& field : schema::kFieldInfos<Entity>)
    if (!field.column.empty()) add(field.column);
  for (const std::string_view column : further) add(column);
  return "UPDATE " + std::string{schema::FieldTable<Entity>::sql_table} + " SET " + assignments +
         " WHERE id = ?1";
}

// The row of that id.
template <class Entity>
std::optional<Entity> find_row(sql::Connection& connection, std::int64_t id) {
  static const std::string kSql = "SELECT " + column_list<Entity>() + " FROM " +
                                  std::string{schema::FieldTable<Entity>::sql_table} + " WHERE id = ?";
  auto row = connection.prepare(kSql);
  row.bind(1, id);
  if (!row.step()) return std::nullopt;
  return read_row<Entity>(row);
}

}  // namespace expediter::store
