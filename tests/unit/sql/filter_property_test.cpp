// Random filters mean in SQL what a plain reading of them means: expressions are made together with a
// predicate over rows, then parsed, rendered and run. The predicate knows nothing of normal forms, ranges of
// days or SQL's nulls.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "base/unicode.h"
#include "sample.h"
#include "schema/query.h"
#include "sql/render_query.h"

namespace expediter::sql {

namespace {

using schema::FieldInfo;
using schema::Kind;
using schema::Scalar;

struct Expression {
  std::string text;
  std::function<bool(const Sample&)> matches;
};

bool is_null(const Scalar& scalar) {
  return std::holds_alternative<std::monostate>(scalar);
}

std::string literal(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

// A value as an expression spells it, and how a stored one compares with it: below, equal, above.
struct Value {
  std::string text;
  std::function<int(const Scalar&)> compare;
};

template <class T>
int order_of(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

Value number_value(std::string text, std::int64_t number) {
  return {std::move(text),
          [number](const Scalar& stored) { return order_of(std::get<std::int64_t>(stored), number); }};
}

Value day_value(Random& random, bool of_a_time) {
  const auto offset = static_cast<std::int32_t>(pick_number(random, -2, 3));
  const base::Date day{kToday.days + offset};
  const std::string relative = offset == 0 ? "today" : fmt::format("today{:+}d", offset);
  std::string text = random() % 2 == 0 ? relative : literal(base::format_date(day));
  if (!of_a_time) return number_value(std::move(text), day.days);
  return {std::move(text), [day](const Scalar& stored) {
            return order_of(base::date_of(base::Timestamp{std::get<std::int64_t>(stored)}), day);
          }};
}

Value pick_value(Random& random, const FieldInfo& field) {
  switch (field.type.kind) {
    case Kind::integer: {
      const std::int64_t number = pick_number(random, -2, 3);
      return number_value(std::to_string(number), number);
    }
    case Kind::boolean: {
      const bool flag = random() % 2 == 0;
      return number_value(flag ? "true" : "false", flag ? 1 : 0);
    }
    case Kind::enumeration: {
      const std::int64_t rank = pick_number(random, 0, 2);
      return number_value(literal(field.type.labels[static_cast<std::size_t>(rank)]), rank);
    }
    case Kind::date:
      return day_value(random, false);
    case Kind::timestamp: {
      if (random() % 2 == 0) return day_value(random, true);
      const base::Timestamp time{base::start_of(kToday).seconds + pick_number(random, -1, 1) * 43'200};
      return number_value(literal(base::format_timestamp(time)), time.seconds);
    }
    default:
      break;
  }
  const std::string text{pick(random, kTexts)};
  return {literal(text),
          [text](const Scalar& stored) { return order_of(std::get<std::string>(stored), text); }};
}

std::string name_of(const FieldInfo& field) {
  return field.name.find(' ') == std::string_view::npos ? std::string{field.name}
                                                        : fmt::format("\"{}\"", field.name);
}

Expression null_condition(Random& random, std::size_t index, const FieldInfo& field) {
  static constexpr std::array<std::string_view, 4> kSpellings{"is null", "is not null", "eq null", "ne null"};
  const std::string_view spelling = pick(random, kSpellings);
  const bool negated = spelling == "is not null" || spelling == "ne null";
  return {fmt::format("{} {}", name_of(field), spelling), [index, negated](const Sample& row) {
            const bool empty = samples().fields[index].type.kind == Kind::text_list
                                   ? row.people.empty()
                                   : is_null(scalar_of(row, index));
            return empty != negated;
          }};
}

Expression people_condition(Random& random) {
  const std::string person{random() % 8 == 0 ? "," : pick(random, kPeople)};
  const auto has = [](const Sample& row, const std::string& who) {
    return std::any_of(row.people.begin(), row.people.end(), [&](const std::string& entry) {
      return base::fold_identity(entry) == base::fold_identity(who);
    });
  };
  const std::string other{pick(random, kPeople)};
  switch (random() % 4) {
    case 0:
      return {"People eq " + literal(person), [=](const Sample& row) { return has(row, person); }};
    case 1:
      return {"People ne " + literal(person), [=](const Sample& row) { return !has(row, person); }};
    case 2:
      return {fmt::format("People in ({}, {}, null)", literal(person), literal(other)),
              [=](const Sample& row) { return has(row, person) || has(row, other) || row.people.empty(); }};
    default:
      break;
  }
  return {"People contains " + literal(person), [person](const Sample& row) {
            return std::any_of(row.people.begin(), row.people.end(), [&](const std::string& entry) {
              return base::fold(entry) == base::fold(person);
            });
          }};
}

Expression pattern_condition(Random& random, std::size_t index, const FieldInfo& field) {
  const std::string needle{pick(random, kTexts)};
  const bool at_start = random() % 2 == 0;
  return {fmt::format("{} {} {}", name_of(field), at_start ? "startswith" : "contains", literal(needle)),
          [index, needle, at_start](const Sample& row) {
            const Scalar stored = scalar_of(row, index);
            if (is_null(stored)) return false;
            const std::size_t at = base::fold(std::get<std::string>(stored)).find(base::fold(needle));
            return at_start ? at == 0 : at != std::string::npos;
          }};
}

Expression list_condition(Random& random, std::size_t index, const FieldInfo& field) {
  std::vector<Value> values;
  std::string text = name_of(field) + " in (";
  const bool with_null = random() % 3 == 0;
  if (with_null) text += "null";
  for (std::int64_t i = pick_number(random, 1, 4); i > 0; --i) {
    values.push_back(pick_value(random, field));
    text += (text.ends_with('(') ? "" : ", ") + values.back().text;
  }
  return {text + ")", [=](const Sample& row) {
            const Scalar stored = scalar_of(row, index);
            if (is_null(stored)) return with_null;
            return std::any_of(values.begin(), values.end(),
                               [&](const Value& value) { return value.compare(stored) == 0; });
          }};
}

Expression comparison(Random& random, std::size_t index, const FieldInfo& field) {
  static constexpr std::array<std::string_view, 6> kWords{"eq", "ne", "lt", "le", "gt", "ge"};
  const std::string_view word = kWords[random() % (field.type.kind == Kind::boolean ? 2 : 6)];
  const Value value = pick_value(random, field);
  return {fmt::format("{} {} {}", name_of(field), word, value.text), [=](const Sample& row) {
            const Scalar stored = scalar_of(row, index);
            if (is_null(stored)) return word == "ne";
            const int order = value.compare(stored);
            if (word == "eq") return order == 0;
            if (word == "ne") return order != 0;
            if (word == "lt") return order < 0;
            if (word == "le") return order <= 0;
            return word == "gt" ? order > 0 : order >= 0;
          }};
}

Expression condition(Random& random) {
  const auto index = static_cast<std::size_t>(pick_number(random, 1, schema::kFieldCount<Sample> - 1));
  const FieldInfo& field = samples().fields[index];
  const auto choice = random() % 10;
  if (choice == 0 && field.type.kind != Kind::text_list) return null_condition(random, index, field);
  if (field.type.kind == Kind::text_list)
    return choice < 2 ? Expression{"People is null", [](const Sample& row) { return row.people.empty(); }}
                      : people_condition(random);
  if (field.type.kind == Kind::text && choice < 5) return pattern_condition(random, index, field);
  return choice < 7 ? list_condition(random, index, field) : comparison(random, index, field);
}

Expression expression(Random& random, int depth) {
  const auto choice = random() % 6;
  if (depth == 0 || choice < 2) return condition(random);
  const Expression first = expression(random, depth - 1);
  if (choice == 2)
    return {"not (" + first.text + ")", [first](const Sample& row) { return !first.matches(row); }};
  const Expression second = expression(random, depth - 1);
  if (choice < 5)
    return {fmt::format("({} and {})", first.text, second.text),
            [=](const Sample& row) { return first.matches(row) && second.matches(row); }};
  return {fmt::format("({} or not {})", first.text, second.text),
          [=](const Sample& row) { return first.matches(row) || !second.matches(row); }};
}

}  // namespace

TEST(FilterProperty, RandomFiltersKeepTheRowsThatAPlainReadingKeeps) {
  Samples store{150};
  const schema::QueryContext context{
      .me = "me@x.co", .today = kToday, .default_sort = {}, .default_search_sort = {}};
  Random random{20'240'310};
  for (int round = 0; round < 2'000; ++round) {
    const Expression asked = expression(random, 4);
    const schema::Filter filter = schema::parse_filter(asked.text, samples(), context);
    const SqlText rendered = render_filter(filter, samples());
    std::vector<std::int64_t> expected;
    for (const Sample& row : store.rows())
      if (asked.matches(row)) expected.push_back(row.id);
    ASSERT_EQ(store.ids(rendered.text, rendered.bindings, "id"), expected) << asked.text << "\n"
                                                                           << rendered.text;
  }
}

TEST(FilterProperty, AFilterAndItsOppositeShareNoRowAndMissNone) {
  Samples store{150};
  const schema::QueryContext context{
      .me = "me@x.co", .today = kToday, .default_sort = {}, .default_search_sort = {}};
  Random random{7};
  for (int round = 0; round < 500; ++round) {
    const std::string text = expression(random, 3).text;
    const auto ids = [&](const std::string& filter) {
      const SqlText rendered = render_filter(schema::parse_filter(filter, samples(), context), samples());
      return store.ids(rendered.text, rendered.bindings, "id");
    };
    std::vector<std::int64_t> all;
    std::ranges::merge(ids(text), ids("not (" + text + ")"), std::back_inserter(all));
    ASSERT_EQ(all, store.ids("TRUE", {}, "id")) << text;
  }
}

}  // namespace expediter::sql
