#include "schema/csv_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace expediter::schema {

namespace {

Json::Array split_list(std::string_view text) {
  Json::Array items;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    items.push_back({std::string{base::trim(text.substr(0, end))}});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return items;
}

// What is no JSON stays a text, and is no list of objects to whoever reads it.
Json parse_objects(const std::string& text) {
  try {
    return parse_json(text);
  } catch (const base::Error&) {
    return {text};
  }
}

Json parse_value(const std::string& text, Kind kind) {
  switch (kind) {
    case Kind::integer:
      if (const auto number = base::parse_integer(text)) return {*number};
      return {text};
    case Kind::boolean:
      if (text == "true" || text == "false") return {text == "true"};
      return {text};
    case Kind::text:
      return {std::string{remove_csv_guard(text)}};
    case Kind::text_list:
      return {split_list(remove_csv_guard(text))};
    case Kind::objects:
      return parse_objects(text);
    default:
      return {text};
  }
}

// Empty where nothing was given.
std::optional<Json> parse_cell(const CsvCell& cell, const TypeInfo& type, const CsvOptions& options) {
  const bool is_text = type.kind == Kind::text && cell.quoted && options.empty_texts;
  if (!cell.text.empty() || is_text) return parse_value(cell.text, type.kind);
  if (type.nullable) return Json{nullptr};
  if (type.kind == Kind::text_list) return Json{Json::Array{}};
  return std::nullopt;
}

}  // namespace

void append_csv_list(std::string& out, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  std::string list;
  for (const std::string& text : texts) list.append(list.empty() ? "" : ", ").append(text);
  append_csv_guarded(out, list);
}

void append_csv_header(std::string& out, const TableInfo& table, std::span<const std::size_t> fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    append_csv_text(out, table.fields[fields[i]].name);
  }
  out += kCsvLineEnd;
}

std::vector<std::size_t> served_fields(const TableInfo& table) {
  std::vector<std::size_t> fields;
  for (std::size_t i = 0; i < table.fields.size(); ++i)
    if (table.fields[i].served()) fields.push_back(i);
  return fields;
}

CsvTable::CsvTable(std::string_view document, const TableInfo& table, const CsvOptions& options)
    : reader_(document, options.separator), table_(table), options_(options) {
  if (!reader_.next(cells_)) throw CsvError{1, 0, "the file is empty; its first line names the columns."};
  for (const CsvCell& cell : cells_) find_column(cell);
}

void CsvTable::find_column(const CsvCell& cell) {
  const std::string_view name = base::trim(cell.text);
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < table_.fields.size(); ++i) {
    if (!table_.fields[i].sendable()) continue;
    names.push_back(table_.fields[i].name);
    if (table_.fields[i].name != name) continue;
    if (has(i)) throw CsvError{1, 0, fmt::format("the column '{}' stands twice.", name)};
    return columns_.push_back(i);
  }
  std::string message = fmt::format("a {} has no field '{}'", table_.noun, base::shorten(cell.text, 64));
  const std::string_view nearest = base::nearest_name(name, names);
  if (!nearest.empty()) message += fmt::format("; did you mean '{}'?", nearest);
  if (cells_.size() == 1 && name.find_first_of(";\t") != std::string_view::npos)
    message += "; the file seems to have another separator than this one";
  throw CsvError{1, 0, message + (message.ends_with('?') ? "" : ".")};
}

bool CsvTable::has(std::size_t field) const {
  return std::find(columns_.begin(), columns_.end(), field) != columns_.end();
}

bool CsvTable::next() {
  do {
    if (!reader_.next(cells_)) return false;
  } while (columns_.size() > 1 && cells_.size() == 1 && cells_[0].text.empty());
  if (cells_.size() != columns_.size())
    throw CsvError{
        line(), 0,
        fmt::format("{} cells, where the first line names {} columns.", cells_.size(), columns_.size())};
  Json::Object members;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const FieldInfo& field = table_.fields[columns_[i]];
    if (auto value = parse_cell(cells_[i], field.type, options_))
      members.push_back({std::string{field.name}, std::move(*value)});
  }
  row_ = {std::move(members)};
  return true;
}

}  // namespace expediter::schema
