#include <algorithm>
#include <array>

#include "schema/query_parts.h"

namespace expediter::schema {

namespace {

// By the order of Operator.
constexpr std::array<std::string_view, 10> kSymbols{"=",  "<>", "<",        "<=",     ">",
                                                    ">=", "in", "contains", "starts", "null"};

// Texts carry their length, so that no text can pass for structure.
void append_text(std::string& out, std::string_view text) {
  append_json_integer(out, static_cast<std::int64_t>(text.size()));
  out += ':';
  out += text;
}

void append_scalar(std::string& out, const Scalar& scalar) {
  if (const auto* text = std::get_if<std::string>(&scalar))
    append_text(out += 't', *text);
  else if (const auto* number = std::get_if<std::int64_t>(&scalar))
    append_json_integer(out, *number);
  else
    out += "null";
}

void append_filter(std::string& out, const Filter& filter, const TableInfo& table) {
  if (filter.kind == Filter::Kind::condition) {
    const Condition& condition = filter.condition;
    if (filter.negated) out += '!';
    out += table.fields[condition.field].name;
    out += ' ';
    out += kSymbols[static_cast<std::size_t>(condition.op)];
    for (const Scalar& value : condition.values) append_scalar(out += ' ', value);
    return;
  }
  std::vector<std::string> parts(filter.children.size());
  for (std::size_t i = 0; i < parts.size(); ++i) append_filter(parts[i], filter.children[i], table);
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  out += filter.kind == Filter::Kind::all_of ? "all(" : "any(";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += ';';
    out += parts[i];
  }
  out += ')';
}

}  // namespace

void set_canonical(Query& query, const TableInfo& table) {
  std::string& out = query.canonical;
  out.clear();
  append_filter(out, query.filter, table);
  for (const std::string& word : query.words) append_text(out += " q ", word);
  // The same words find less for who may not ask by all.
  if (!query.words.empty() && query.withheld) out += " withheld";
  query.selection_size = out.size();
  for (const SortKey& key : query.sort) {
    out += key.descending ? " -" : " +";
    out += table.fields[key.field].name;
  }
}

}  // namespace expediter::schema
