#include "schema/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/search_question.h"
#include "base/text.h"
#include "base/unicode.h"
#include "schema/parameters.h"
#include "schema/query_parts.h"

namespace expediter::schema {

namespace {

namespace violation = base::violation;

constexpr std::array<std::string_view, 7> kReserved{"filter",    "q",      "sort",  "page",
                                                    "page_size", "cursor", "fields"};

// Throws what was gathered, if anything: the first fault's message says how many more there are.
void throw_if_any(base::Violations violations) {
  if (violations.empty()) return;
  std::string message = violations.front().message;
  const std::size_t listed = violations.size() - violations.unlisted();
  if (listed > 1) message += fmt::format(" ({} more in Errors)", listed - 1);
  throw base::Error{base::ErrorCode::query_invalid, std::move(message), std::move(violations)};
}

std::int64_t parse_number(const Parameter& parameter, std::int64_t max) {
  const auto value = base::parse_integer(parameter.value);
  if (!value || *value < 1 || *value > max)
    throw_fault(parameter.name, parameter.value, 0, value ? violation::kRange : violation::kType,
                fmt::format("expected a whole number from 1 to {}, not {}.", max, show(parameter.value)));
  return *value;
}

std::vector<std::string> parse_words(const std::string& text) {
  std::vector<std::string> words = base::split_question(text);
  if (words.size() > kMaxSearchWords)
    throw_fault("q", text, 0, violation::kTooLong,
                fmt::format("at most {} words are allowed.", kMaxSearchWords));
  // What stands twice asks once; the last is a beginning, which is another question.
  std::vector<std::string> once;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (i + 1 == words.size() || std::find(once.begin(), once.end(), words[i]) == once.end())
      once.push_back(std::move(words[i]));
  return once;
}

// What to write instead of a parameter that is given twice.
std::string describe_repeat(std::string_view name) {
  const std::string shown = base::shorten(name, 64);
  if (name == "filter")
    return "filter is given more than once: write one filter, with `and` between its parts.";
  if (name == "q") return "q is given more than once: write all words in one q.";
  return fmt::format("{0} is given more than once: write {0} once, with one value.", shown);
}

// Without the brackets that some clients put behind the name of a list: `Status[]`, `Status[0]`.
std::string_view without_brackets(std::string_view name) {
  const std::size_t open = name.rfind('[');
  if (!name.ends_with(']') || open == std::string_view::npos || open == 0) return name;
  const std::string_view index = name.substr(open + 1, name.size() - open - 2);
  return index.find_first_not_of("0123456789") == std::string_view::npos ? name.substr(0, open) : name;
}

class QueryParser {
 public:
  QueryParser(std::span<const Parameter> parameters, const TableInfo& table, const QueryContext& context,
              std::span<const std::string_view> extra)
      : parameters_(parameters), table_(table), context_(context), extra_(extra) {}

  Query parse() {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      try {
        read(i);
      } catch (const QueryFault& fault) {
        violations_.push_back(
            {base::shorten(parameters_[i].name, 64), std::string{fault.code}, fault.message});
      }
    }
    throw_if_any(std::move(violations_));
    query_.withheld = !table_.withheld.empty();
    if (!query_.sort_given)
      query_.sort = {query_.words.empty() ? context_.default_sort : context_.default_search_sort};
    set_canonical(query_, table_);
    return std::move(query_);
  }

 private:
  bool is_given(std::string_view name) const {
    return std::any_of(parameters_.begin(), parameters_.end(),
                       [&](const Parameter& parameter) { return parameter.name == name; });
  }

  void read(std::size_t at) {
    const std::string& name = parameters_[at].name;
    if (std::find(extra_.begin(), extra_.end(), name) != extra_.end()) return;
    const int field = table_.find(name);
    const bool is_list = field >= 0 || name == "fields" || name == "sort";
    if (is_repeat(at)) {
      // The first one of a list was read with all others.
      if (is_list) return;
      throw QueryFault{violation::kDuplicate, describe_repeat(name)};
    }
    if (field >= 0)
      read_field(static_cast<std::size_t>(field), joined_values(parameters_, name));
    else if (!read_reserved(is_list ? Parameter{name, joined_values(parameters_, name)} : parameters_[at]))
      fail_unknown(name);
  }

  bool is_repeat(std::size_t at) const {
    const auto end = parameters_.begin() + static_cast<std::ptrdiff_t>(at);
    return std::find_if(parameters_.begin(), end,
                        [&](const Parameter& before) { return before.name == parameters_[at].name; }) != end;
  }

  bool read_reserved(const Parameter& parameter) {
    const auto& [name, value] = parameter;
    if (!context_.paged && (name == "page" || name == "page_size" || name == "cursor"))
      throw_fault(name, value, 0, violation::kNotAllowed,
                  "expected no such parameter: all rows are answered.");
    if (name == "filter") {
      add_child(query_.filter, parse_filter_parameter(value, table_, context_));
    } else if (name == "sort") {
      query_.sort = parse_sort(value, table_);
      query_.sort_given = true;
    } else if (name == "page") {
      query_.page = parse_number(parameter, kMaxPage);
      if (is_given("cursor"))
        throw_fault(name, value, 0, violation::kNotAllowed, "expected either page or cursor, not both.");
    } else if (name == "page_size") {
      query_.page_size = parse_number(parameter, kMaxPageSize);
    } else if (name == "cursor") {
      if (value.empty())
        throw_fault(name, value, 0, violation::kFormat, "expected the next_cursor of an earlier answer.");
      query_.cursor = value;
    } else if (name == "fields") {
      query_.fields = parse_field_names(value, table_);
    } else if (name == "q" && context_.searchable) {
      query_.words = parse_words(value);
    } else {
      return false;
    }
    return true;
  }

  // `Priority=High,Critical`: any of the values; an empty one is null.
  void read_field(std::size_t index, std::string_view text) {
    const FieldInfo& field = table_.fields[index];
    if (!is_filterable(field))
      throw_fault(field.name, text, 0, violation::kNotAllowed, "this field cannot be filtered by.");
    std::vector<Operand> operands;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(',', begin), text.size());
      const std::string_view part = text.substr(begin, end - begin);
      if (operands.size() == kMaxFilterValues)
        throw_fault(field.name, text, begin, violation::kTooLong,
                    fmt::format("at most {} values are allowed.", kMaxFilterValues));
      auto operand = part.empty() ? Operand{} : parse_operand(part, field, context_);
      if (!operand)
        throw_fault(field.name, text, begin, violation::kValue,
                    fmt::format("expected {}, not {}.", expected_operand(field), show(part)));
      operands.push_back(std::move(*operand));
      begin = end + 1;
    }
    add_child(query_.filter, make_condition(index, field, Operator::in, std::move(operands), false));
  }

  [[noreturn]] void fail_unknown(const std::string& name) const {
    refuse_withheld(name, table_);
    std::vector<std::string_view> names{kReserved.begin(), kReserved.end()};
    names.insert(names.end(), extra_.begin(), extra_.end());
    for (const FieldInfo& field : table_.fields)
      if (is_filterable(field)) names.push_back(field.name);
    if (!context_.searchable) std::erase(names, "q");
    const std::string_view nearest = base::nearest_name(name, names);
    throw QueryFault{violation::kUnknown,
                     fmt::format("There is no parameter {}{}", show(name),
                                 nearest.empty() ? "." : fmt::format("; did you mean '{}'?", nearest))};
  }

  std::span<const Parameter> parameters_;
  const TableInfo& table_;
  const QueryContext& context_;
  std::span<const std::string_view> extra_;
  Query query_;
  base::Violations violations_;
};

enum class Side : std::uint8_t { name, value };

// One side of a `name=value`; appends a violation where it is no clean text. A value may be one of prose,
// which has line breaks and tabs, or was pasted with some at its ends.
std::string decode(std::string_view text, Side side, std::string_view raw_name,
                   base::Violations& violations) {
  const auto refuse = [&](std::string_view what) {
    const std::string field = base::shorten(raw_name, 64);
    violations.push_back({field, std::string{violation::kFormat}, fmt::format("{}: {}", field, what)});
    return std::string{};
  };
  auto decoded = base::decode_percent(text, true);
  if (!decoded) return refuse("expected two hexadecimal digits after every '%'.");
  if (!base::is_utf8(*decoded)) return refuse("expected UTF-8.");
  if (base::has_control_characters(*decoded, side == Side::value))
    return refuse("expected text without control characters.");
  return base::to_nfc(*decoded);
}

}  // namespace

void throw_fault(std::string_view parameter, std::string_view text, std::size_t offset, std::string_view code,
                 std::string_view what) {
  const std::size_t position = base::count_characters(text.substr(0, offset)) + 1;
  throw QueryFault{code, fmt::format("{}, position {}: {}", parameter, position, what)};
}

std::string show(std::string_view text) {
  return fmt::format("'{}'", base::shorten(text, 40));
}

bool is_filterable(const FieldInfo& field) {
  return field.filterable && !field.expression.empty() && field.type.kind != Kind::objects;
}

bool is_sortable(const FieldInfo& field) {
  return field.sortable && !field.expression.empty() && field.type.kind != Kind::objects;
}

void refuse_withheld(std::string_view name, const TableInfo& table) {
  for (const FieldInfo& field : table.withheld)
    if (field.name == name)
      throw base::Error{base::ErrorCode::user_not_privileged,
                        fmt::format("Asking by {} needs the privilege {}.", field.name, table.withheld_need)};
}

std::string suggest_field(std::string_view word, const TableInfo& table) {
  std::vector<std::string_view> names;
  for (const FieldInfo& field : table.fields) names.push_back(field.name);
  const std::string_view nearest = base::nearest_name(word, names);
  return nearest.empty() ? "." : fmt::format("; did you mean '{}'?", nearest);
}

std::vector<Parameter> parse_parameters(std::string_view query) {
  std::vector<Parameter> parameters;
  base::Violations violations;
  for (std::size_t begin = 0; begin < query.size();) {
    const std::size_t end = std::min(query.find('&', begin), query.size());
    const std::string_view part = query.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty()) continue;
    if (parameters.size() == kMaxParameters)
      throw base::Error{base::ErrorCode::query_invalid,
                        fmt::format("At most {} parameters are allowed.", kMaxParameters)};
    const std::size_t equals = std::min(part.find('='), part.size());
    const std::string_view name = part.substr(0, equals);
    const std::string_view value = part.substr(std::min(equals + 1, part.size()));
    parameters.push_back({std::string{without_brackets(decode(name, Side::name, name, violations))},
                          decode(value, Side::value, name, violations)});
  }
  throw_if_any(std::move(violations));
  return parameters;
}

std::string joined_values(std::span<const Parameter> parameters, std::string_view name) {
  std::string joined;
  bool first = true;
  for (const Parameter& parameter : parameters) {
    if (parameter.name != name) continue;
    if (!std::exchange(first, false)) joined += ',';
    joined += parameter.value;
  }
  return joined;
}

void refuse_repeats(std::span<const Parameter> parameters, std::string_view name) {
  const auto is_named = [&](const Parameter& parameter) { return parameter.name == name; };
  if (std::count_if(parameters.begin(), parameters.end(), is_named) < 2) return;
  base::Violations violations;
  violations.push_back({std::string{name}, std::string{violation::kDuplicate}, describe_repeat(name)});
  throw_if_any(std::move(violations));
}

Query parse_query(std::span<const Parameter> parameters, const TableInfo& table, const QueryContext& context,
                  std::span<const std::string_view> extra) {
  return QueryParser{parameters, table, context, extra}.parse();
}

}  // namespace expediter::schema
