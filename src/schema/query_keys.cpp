#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "schema/query_parts.h"

namespace expediter::schema {

namespace {

namespace violation = base::violation;

// One comma-separated item and where it begins.
struct Item {
  std::string_view text;
  std::size_t offset;
};

std::string_view trim_blanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// Splits at commas. No field's name holds a comma, so quotes need no regard here.
template <class Visit>
void for_each_item(std::string_view text, Visit&& visit) {
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string_view item = trim_blanks(text.substr(begin, end - begin));
    visit(Item{item, item.empty() ? begin : static_cast<std::size_t>(item.data() - text.data())});
    begin = end + 1;
  }
}

// The field of that name, with or without double quotes.
std::size_t find_field(std::string_view parameter, std::string_view text, Item item, const TableInfo& table) {
  std::string_view name = item.text;
  if (name.size() >= 2 && name.starts_with('"') && name.ends_with('"'))
    name = name.substr(1, name.size() - 2);
  const int found = table.find(name);
  if (found >= 0) return static_cast<std::size_t>(found);
  refuse_withheld(name, table);
  if (item.text.empty())
    throw_fault(parameter, text, item.offset, violation::kFormat, "expected a field's name.");
  throw_fault(parameter, text, item.offset, violation::kUnknown,
              fmt::format("expected a field's name: a {} has no field {}{}", table.noun, show(name),
                          suggest_field(name, table)));
}

// Takes a leading sign or a trailing word off the item; whether it says descending.
bool take_direction(std::string_view text, Item& item, const TableInfo& table) {
  if (item.text.starts_with('-') || item.text.starts_with('+')) {
    const bool descending = item.text.starts_with('-');
    item.text.remove_prefix(1);
    ++item.offset;
    return descending;
  }
  const std::size_t space = item.text.rfind(' ');
  // A field may itself end in a word that reads like a direction.
  if (space == std::string_view::npos || table.find(item.text) >= 0) return false;
  const std::string_view word = item.text.substr(space + 1);
  const auto is = [&](std::string_view direction) {
    return base::equal_ignoring_ascii_case(word, direction);
  };
  const bool descending = is("desc") || is("descending");
  if (descending || is("asc") || is("ascending")) {
    item.text = trim_blanks(item.text.substr(0, space));
  } else if (item.text.starts_with('"') && !item.text.ends_with('"')) {
    throw_fault("sort", text, item.offset + space + 1, violation::kFormat,
                fmt::format("expected 'asc' or 'desc' behind a name, not {}.", show(word)));
  }
  return descending;
}

}  // namespace

std::vector<SortKey> parse_sort(std::string_view text, const TableInfo& table) {
  std::vector<SortKey> keys;
  for_each_item(text, [&](Item item) {
    SortKey key;
    key.descending = take_direction(text, item, table);
    key.field = find_field("sort", text, item, table);
    const FieldInfo& field = table.fields[key.field];
    if (!is_sortable(field))
      throw_fault("sort", text, item.offset, violation::kNotAllowed,
                  fmt::format("{} cannot be sorted by.", field.name));
    const auto same = [&](const SortKey& other) { return other.field == key.field; };
    if (std::any_of(keys.begin(), keys.end(), same))
      throw_fault("sort", text, item.offset, violation::kDuplicate,
                  fmt::format("{} is given more than once.", field.name));
    if (keys.size() == kMaxSortKeys)
      throw_fault("sort", text, item.offset, violation::kTooLong,
                  fmt::format("at most {} keys are allowed.", kMaxSortKeys));
    keys.push_back(key);
  });
  return keys;
}

std::vector<std::size_t> parse_field_names(std::string_view text, const TableInfo& table) {
  std::vector<std::size_t> fields;
  for_each_item(text, [&](Item item) {
    const std::size_t index = find_field("fields", text, item, table);
    if (!table.fields[index].served())
      throw_fault("fields", text, item.offset, violation::kNotAllowed,
                  fmt::format("{} is never shown.", table.fields[index].name));
    if (std::find(fields.begin(), fields.end(), index) != fields.end())
      throw_fault("fields", text, item.offset, violation::kDuplicate,
                  fmt::format("{} is given more than once.", table.fields[index].name));
    fields.push_back(index);
  });
  return fields;
}

}  // namespace expediter::schema
