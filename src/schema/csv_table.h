#pragma once
// A file of CSV and a field table: entities as rows, rows as what a request would have sent.
//
// The first record names the columns as JSON names the fields. A value stands as in JSON, without quotes of
// its own; null is an empty cell, a list of addresses has commas between them, and objects are JSON.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/csv.h"
#include "schema/patch.h"

namespace expediter::schema {

// Appends the texts of a list with commas between them. None of them may hold a comma or white space at an
// end: what is in a list of ours has the form of an address.
void append_csv_list(std::string& out, const std::vector<std::string>& texts);

template <class Value>
void append_csv_value(std::string& out, const Value& value) {
  using Traits = ValueTraits<Value>;
  if constexpr (std::is_same_v<Value, std::string>) {
    append_csv_guarded(out, value);
  } else if constexpr (Traits::info.kind == Kind::text_list) {
    append_csv_list(out, value);
  } else if constexpr (Traits::info.kind == Kind::objects || Traits::info.kind == Kind::enumeration) {
    std::string json;
    Traits::append(json, value);
    if (json.starts_with('"')) json = json.substr(1, json.size() - 2);  // A label of ours needs no escapes.
    append_csv_text(out, json);
  } else {
    const std::size_t begin = out.size();
    Traits::append(out, value);
    if (out[begin] != '"') return;
    out.erase(begin, 1);
    out.pop_back();
  }
}
template <class Value>
void append_csv_value(std::string& out, const std::optional<Value>& value) {
  if (value) append_csv_value(out, *value);
}

template <class Entity, std::size_t I>
void append_csv_field(std::string& out, const Entity& entity) {
  constexpr auto& field = std::get<I>(FieldTable<Entity>::fields);
  append_csv_value(out, entity.*field.member);
}

template <class Entity>
consteval bool csv_holds_lists() {
  for (const FieldInfo& field : kFieldInfos<Entity>)
    if (field.type.kind == Kind::text_list && field.form != Form::email) return false;
  return true;
}

// Appends the record that names the columns.
void append_csv_header(std::string& out, const TableInfo& table, std::span<const std::size_t> fields);

// Appends an entity as one record of the given fields (indices of its table), in that order.
template <class Entity>
void append_csv_row(std::string& out, const Entity& entity, std::span<const std::size_t> fields) {
  static_assert(csv_holds_lists<Entity>());
  static constexpr auto kAppend = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::array<void (*)(std::string&, const Entity&), sizeof...(I)>{&append_csv_field<Entity, I>...};
  }
  (std::make_index_sequence<kFieldCount<Entity>>{});
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    kAppend[fields[i]](out, entity);
  }
  out += kCsvLineEnd;
}

// All fields of a table that are shown to anybody, in its order.
std::vector<std::size_t> served_fields(const TableInfo& table);

struct CsvOptions {
  char separator = ',';
  // Whether `""` is an empty text, as it is in files of ours. Programs that put everything in quotes mean
  // null by it.
  bool empty_texts = true;
};

// Reads a file row by row. Belongs to one thread.
class CsvTable {
 public:
  // Reads the names of the columns. The document outlives it. Throws CsvError where there are none, or one is
  // no field of the table or stands twice.
  CsvTable(std::string_view document, const TableInfo& table, const CsvOptions& options = {});

  // Whether the file has a column of the field.
  bool has(std::size_t field) const;
  // The next row; false behind the last. Blank lines are passed over where the table has several columns.
  // Throws CsvError where a row has more or fewer cells than there are columns.
  bool next();
  // As a request's body, for read_patch, which says whether the values are any good. An empty cell is null,
  // and no member at all where the field cannot be null.
  const Json& row() const { return row_; }
  // Where the row begins in the file, from 1.
  std::int64_t line() const { return reader_.line(); }

 private:
  void find_column(const CsvCell& name);

  CsvReader reader_;
  const TableInfo& table_;
  CsvOptions options_;
  std::vector<std::size_t> columns_;  // The field of each.
  std::vector<CsvCell> cells_;
  Json row_;
};

}  // namespace expediter::schema
