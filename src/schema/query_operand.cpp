#include <algorithm>

#include "base/text.h"
#include "base/unicode.h"
#include "schema/query_parts.h"

namespace expediter::schema {

namespace {

constexpr std::int64_t kDaySeconds = 86'400;

// `today`, `today+3d`, `today-1w`. A space counts as a plus: that is what a plus in a URL decodes to.
std::optional<base::Date> parse_relative_day(std::string_view text, base::Date today) {
  static constexpr std::string_view kToday = "today";
  if (text.size() < kToday.size() || !base::equal_ignoring_ascii_case(text.substr(0, kToday.size()), kToday))
    return std::nullopt;
  text.remove_prefix(kToday.size());
  if (text.empty()) return today;
  const char sign = text.front();
  const char unit = text.back();
  if ((sign != '+' && sign != '-' && sign != ' ') || (unit != 'd' && unit != 'w')) return std::nullopt;
  if (text.size() < 3 || text.size() > 7) return std::nullopt;
  std::int64_t count = 0;
  for (const char c : text.substr(1, text.size() - 2)) {
    if (c < '0' || c > '9') return std::nullopt;
    count = count * 10 + (c - '0');
  }
  const std::int64_t days = today.days + count * (unit == 'w' ? 7 : 1) * (sign == '-' ? -1 : 1);
  if (days < base::kFirstDate.days || days > base::kLastDate.days) return std::nullopt;
  return base::Date{static_cast<std::int32_t>(days)};
}

bool is_order(Operator op) {
  return op == Operator::lt || op == Operator::le || op == Operator::gt || op == Operator::ge;
}

bool is_equality(Operator op) {
  return op == Operator::eq || op == Operator::ne || op == Operator::in;
}

Operator opposite(Operator op) {
  switch (op) {
    case Operator::eq:
      return Operator::ne;
    case Operator::ne:
      return Operator::eq;
    case Operator::lt:
      return Operator::ge;
    case Operator::le:
      return Operator::gt;
    case Operator::gt:
      return Operator::le;
    case Operator::ge:
      return Operator::lt;
    default:
      return op;
  }
}

Filter leaf(std::size_t index, const FieldInfo& field, Operator op, std::vector<Scalar> values,
            bool negated) {
  const bool has_opposite =
      op == Operator::eq || op == Operator::ne || (is_order(op) && !field.type.nullable);
  if (negated && has_opposite) op = opposite(op), negated = false;
  Filter filter;
  filter.kind = Filter::Kind::condition;
  filter.negated = negated;
  filter.condition = {index, op, std::move(values)};
  return filter;
}

Filter leaf(std::size_t index, const FieldInfo& field, Operator op, Scalar value, bool negated) {
  std::vector<Scalar> values;
  values.push_back(std::move(value));
  return leaf(index, field, op, std::move(values), negated);
}

// A comparison of a time with a day: with that day's first second and the first of the next.
Filter compare_with_day(std::size_t index, const FieldInfo& field, Operator op, std::int64_t start,
                        bool negated) {
  const std::int64_t next = start + kDaySeconds;
  switch (op) {
    case Operator::lt:
      return leaf(index, field, Operator::lt, start, negated);
    case Operator::le:
      return leaf(index, field, Operator::lt, next, negated);
    case Operator::gt:
      return leaf(index, field, Operator::ge, next, negated);
    case Operator::ge:
      return leaf(index, field, Operator::ge, start, negated);
    default:
      break;
  }
  if (op == Operator::ne) negated = !negated;
  Filter group;
  group.kind = negated ? Filter::Kind::any_of : Filter::Kind::all_of;
  group.children.push_back(leaf(index, field, Operator::ge, start, negated));
  group.children.push_back(leaf(index, field, Operator::lt, next, negated));
  return group;
}

Filter compare(std::size_t index, const FieldInfo& field, Operator op, Operand operand, bool negated) {
  if (std::holds_alternative<std::monostate>(operand.value))
    return leaf(index, field, Operator::is_null, std::vector<Scalar>{}, negated != (op == Operator::ne));
  if (operand.whole_day)
    return compare_with_day(index, field, op, std::get<std::int64_t>(operand.value), negated);
  if (op == Operator::contains || op == Operator::starts_with) {
    auto& text = std::get<std::string>(operand.value);
    text = base::fold(text);
  }
  return leaf(index, field, op, std::move(operand.value), negated);
}

}  // namespace

std::optional<Operand> parse_operand(std::string_view text, const FieldInfo& field,
                                     const QueryContext& context) {
  const Kind kind = field.type.kind;
  if (field.form == Form::email && text == "me") return Operand{Scalar{std::string{context.me}}};
  if (kind == Kind::date || kind == Kind::timestamp) {
    auto day = base::parse_date(text);
    if (!day) day = parse_relative_day(text, context.today);
    if (day && kind == Kind::date) return Operand{Scalar{std::int64_t{day->days}}};
    if (day) return Operand{Scalar{base::start_of(*day).seconds}, true};
  }
  if (kind == Kind::text || kind == Kind::text_list) return Operand{Scalar{clean_text(text, field.form)}};
  auto value = field.type.parse == nullptr ? std::nullopt : field.type.parse(text);
  if (!value) return std::nullopt;
  return Operand{std::move(*value)};
}

std::string expected_operand(const FieldInfo& field) {
  std::string expected{field.type.expected};
  switch (field.type.kind) {
    case Kind::enumeration:
      return "one of " + list_labels(field.type.labels);
    case Kind::date:
      return expected + ", or such as today, today+3d or today-1w";
    case Kind::timestamp:
      return expected + ", a date, or such as today, today+3d or today-1w";
    case Kind::text_list:
      return "a string";
    default:
      return expected;
  }
}

Filter make_condition(std::size_t index, const FieldInfo& field, Operator op, std::vector<Operand> operands,
                      bool negated) {
  if (op == Operator::is_null) return leaf(index, field, op, std::vector<Scalar>{}, negated);
  if (is_identity(field.form) && is_equality(op))
    for (Operand& operand : operands)
      if (auto* text = std::get_if<std::string>(&operand.value)) *text = base::fold_identity(*text);
  if (operands.size() == 1)
    return compare(index, field, op == Operator::in ? Operator::eq : op, std::move(operands.front()),
                   negated);
  const auto is_day = [](const Operand& operand) { return operand.whole_day; };
  if (std::any_of(operands.begin(), operands.end(), is_day)) {
    Filter group;
    group.kind = negated ? Filter::Kind::all_of : Filter::Kind::any_of;
    for (Operand& operand : operands)
      add_child(group, compare(index, field, Operator::eq, std::move(operand), negated));
    return group;
  }
  std::vector<Scalar> values;
  values.reserve(operands.size());
  for (Operand& operand : operands) values.push_back(std::move(operand.value));
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  if (values.size() == 1)
    return compare(index, field, Operator::eq, Operand{std::move(values.front())}, negated);
  return leaf(index, field, Operator::in, std::move(values), negated);
}

void add_child(Filter& group, Filter child) {
  if (child.kind != group.kind) {
    group.children.push_back(std::move(child));
    return;
  }
  for (Filter& grandchild : child.children) group.children.push_back(std::move(grandchild));
}

}  // namespace expediter::schema
