#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "schema/query_parts.h"

namespace expediter::schema {

namespace {

namespace violation = base::violation;

struct Token {
  enum class Kind : std::uint8_t { end, word, name, string, open, close, comma, other };
  Kind kind = Kind::end;
  std::size_t offset = 0;  // Of its first byte.
  std::string_view text;   // Without quotes; a doubled quote inside still doubled.
  char quote = 0;
};

struct OperatorWord {
  std::string_view word;
  Operator op;
};
constexpr std::array kOperators{
    OperatorWord{"eq", Operator::eq},
    OperatorWord{"ne", Operator::ne},
    OperatorWord{"lt", Operator::lt},
    OperatorWord{"le", Operator::le},
    OperatorWord{"gt", Operator::gt},
    OperatorWord{"ge", Operator::ge},
    OperatorWord{"in", Operator::in},
    OperatorWord{"contains", Operator::contains},
    OperatorWord{"startswith", Operator::starts_with},
    OperatorWord{"is", Operator::is_null},
};

bool is_allowed(Operator op, Kind kind) {
  switch (op) {
    case Operator::lt:
    case Operator::le:
    case Operator::gt:
    case Operator::ge:
      return kind != Kind::boolean && kind != Kind::text_list;
    case Operator::contains:
      return kind == Kind::text || kind == Kind::text_list;
    case Operator::starts_with:
      return kind == Kind::text;
    default:
      return true;
  }
}

std::string list_operators(Kind kind) {
  std::string out;
  for (const OperatorWord& each : kOperators) {
    if (!is_allowed(each.op, kind)) continue;
    if (!out.empty()) out += ", ";
    out += each.word;
    if (each.op == Operator::is_null) out += " null";
  }
  return out;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         c == '_' || c == '+' || c == '-' || c == '.' || c == ':' || c == '@';
}

// Recursive descent over one token of look-ahead:
//   any   = all { "or" all }          all  = one { "and" one }
//   one   = { "not" } ( "(" any ")" | name operator … )
// A token is judged before the next is read, so that the first fault in the text is the one reported.
class FilterParser {
 public:
  FilterParser(std::string_view text, const TableInfo& table, const QueryContext& context)
      : text_(text), table_(table), context_(context) {}

  Filter parse() {
    check_text();
    advance();
    Filter filter = parse_any(false);
    if (token_.kind != Token::Kind::end) fail_expecting("'and', 'or' or the end");
    return filter;
  }

 private:
  void check_text() const {
    if (text_.size() > kMaxFilterBytes)
      fail(0, violation::kTooLong, fmt::format("at most {} bytes are allowed.", kMaxFilterBytes));
    if (!base::is_utf8(text_)) fail(0, violation::kFormat, "expected UTF-8.");
    if (!base::has_control_characters(text_, true)) return;
    std::size_t size = 1;
    while (!base::has_control_characters(text_.substr(0, size), true)) ++size;
    // The character ends there: it is one byte, or the second of two.
    const bool is_second = static_cast<unsigned char>(text_[size - 1]) >= 0x80;
    fail(size - (is_second ? 2 : 1), violation::kFormat, "expected text without control characters.");
  }

  [[noreturn]] void fail(std::size_t offset, std::string_view code, std::string_view what) const {
    throw_fault("filter", text_, offset, code, what);
  }

  [[noreturn]] void fail_expecting(std::string_view what, std::string_view code = violation::kFormat) const {
    const std::string found = token_.kind == Token::Kind::end ? "the end" : show(token_.text);
    fail(token_.offset, code, fmt::format("expected {}, not {}.", what, found));
  }

  void advance() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    token_ = {Token::Kind::end, at_, {}, 0};
    if (at_ == text_.size()) return;
    const char first = text_[at_];
    if (first == '\'' || first == '"') {
      read_quoted(first);
    } else if (is_word(first)) {
      while (at_ < text_.size() && is_word(text_[at_])) ++at_;
      token_.kind = Token::Kind::word;
      token_.text = text_.substr(token_.offset, at_ - token_.offset);
    } else {
      token_.kind = first == '('   ? Token::Kind::open
                    : first == ')' ? Token::Kind::close
                    : first == ',' ? Token::Kind::comma
                                   : Token::Kind::other;
      token_.text = text_.substr(at_++, 1);
    }
  }

  void read_quoted(char quote) {
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && (text_[at_] != quote || text_.substr(at_ + 1, 1) == text_.substr(at_, 1)))
      at_ += text_[at_] == quote ? 2 : 1;
    if (at_ >= text_.size())
      fail(begin - 1, violation::kFormat, fmt::format("expected a closing {} for this one.", quote));
    token_ = {quote == '"' ? Token::Kind::name : Token::Kind::string, begin - 1,
              text_.substr(begin, at_ - begin), quote};
    ++at_;
  }

  std::string unquoted() const {
    std::string out;
    out.reserve(token_.text.size());
    for (std::size_t i = 0; i < token_.text.size(); ++i) {
      out += token_.text[i];
      if (token_.text[i] == token_.quote) ++i;
    }
    return out;
  }

  bool at_word(std::string_view word) const {
    return token_.kind == Token::Kind::word && base::equal_ignoring_ascii_case(token_.text, word);
  }

  bool skip_word(std::string_view word) {
    if (!at_word(word)) return false;
    advance();
    return true;
  }

  Filter parse_any(bool negated) {
    Filter first = parse_all(negated);
    if (!at_word("or")) return first;
    Filter group;
    group.kind = negated ? Filter::Kind::all_of : Filter::Kind::any_of;
    add_child(group, std::move(first));
    while (skip_word("or")) add_child(group, parse_all(negated));
    return group;
  }

  Filter parse_all(bool negated) {
    Filter first = parse_one(negated);
    if (!at_word("and")) return first;
    Filter group;
    group.kind = negated ? Filter::Kind::any_of : Filter::Kind::all_of;
    add_child(group, std::move(first));
    while (skip_word("and")) add_child(group, parse_one(negated));
    return group;
  }

  Filter parse_one(bool negated) {
    while (skip_word("not")) negated = !negated;
    if (token_.kind != Token::Kind::open) return parse_condition(negated);
    if (++depth_ > kMaxFilterDepth)
      fail(token_.offset, violation::kTooLong,
           fmt::format("at most {} parentheses may be open at once.", kMaxFilterDepth));
    advance();
    Filter inner = parse_any(negated);
    if (token_.kind != Token::Kind::close) fail_expecting("'and', 'or' or ')'");
    --depth_;
    advance();
    return inner;
  }

  Filter parse_condition(bool negated) {
    const std::size_t index = parse_field();
    const FieldInfo& field = table_.fields[index];
    const Operator op = parse_operator(field);
    if (op == Operator::is_null) {
      if (skip_word("not")) negated = !negated;
      if (!skip_word("null")) fail_expecting("'null' or 'not null'");
      return make_condition(index, field, op, {}, negated);
    }
    std::vector<Operand> operands;
    if (op == Operator::in)
      parse_list(field, operands);
    else
      operands.push_back(parse_value(field, op));
    return make_condition(index, field, op, std::move(operands), negated);
  }

  std::size_t parse_field() {
    const bool is_name = token_.kind == Token::Kind::name || token_.kind == Token::Kind::word;
    if (!is_name || at_word("and") || at_word("or")) fail_expecting("a field's name, 'not' or '('");
    if (++conditions_ > kMaxFilterConditions)
      fail(token_.offset, violation::kTooLong,
           fmt::format("at most {} conditions are allowed.", kMaxFilterConditions));
    const std::string name = token_.kind == Token::Kind::name ? unquoted() : std::string{token_.text};
    const int found = table_.find(name);
    if (found < 0) fail_unknown(name);
    const auto index = static_cast<std::size_t>(found);
    if (!is_filterable(table_.fields[index]))
      fail(token_.offset, violation::kNotAllowed, fmt::format("{} cannot be filtered by.", name));
    advance();
    return index;
  }

  [[noreturn]] void fail_unknown(const std::string& name) const {
    refuse_withheld(name, table_);
    std::string hint = suggest_field(name, table_);
    // `Due Date lt …`: the commonest slip, and not one that a distance of letters finds.
    for (const FieldInfo& field : table_.fields)
      if (token_.kind == Token::Kind::word && field.name.starts_with(name + ' '))
        hint = fmt::format("; a name with a space stands in double quotes, as in \"{}\".", field.name);
    fail(token_.offset, violation::kUnknown,
         fmt::format("expected a field's name: a {} has no field {}{}", table_.noun, show(name), hint));
  }

  Operator parse_operator(const FieldInfo& field) {
    const Kind kind = field.type.kind;
    for (const OperatorWord& each : kOperators) {
      if (!at_word(each.word)) continue;
      if (!is_allowed(each.op, kind))
        fail_expecting(fmt::format("an operator for {} ({})", field.name, list_operators(kind)),
                       violation::kNotAllowed);
      advance();
      return each.op;
    }
    fail_expecting(fmt::format("an operator ({})", list_operators(kind)));
  }

  void parse_list(const FieldInfo& field, std::vector<Operand>& operands) {
    if (token_.kind != Token::Kind::open) fail_expecting("'(' and a list of values");
    do {
      advance();
      if (operands.size() == kMaxFilterValues)
        fail(token_.offset, violation::kTooLong,
             fmt::format("at most {} values are allowed.", kMaxFilterValues));
      operands.push_back(parse_value(field, Operator::eq));
    } while (token_.kind == Token::Kind::comma);
    if (token_.kind != Token::Kind::close) fail_expecting("',' or ')'");
    advance();
  }

  Operand parse_value(const FieldInfo& field, Operator op) {
    const Kind kind = field.type.kind;
    const bool can_be_null = op == Operator::eq || op == Operator::ne;
    if (can_be_null && skip_word("null")) return {};
    // Text stands in quotes, but for `me`; a bare word would hide that a quote was forgotten.
    const bool is_text = kind == Kind::text || kind == Kind::text_list || kind == Kind::enumeration;
    const bool bare_fits = !is_text || (field.form == Form::email && token_.text == "me");
    const bool is_bare = token_.kind == Token::Kind::word && bare_fits;
    if (!is_bare && token_.kind != Token::Kind::string)
      fail_expecting(expected_operand(field) + (is_text ? " in single quotes" : ""));
    const bool is_pattern = kind == Kind::text && (op == Operator::contains || op == Operator::starts_with);
    std::string text = is_bare ? std::string{token_.text} : unquoted();
    if (is_pattern && !is_bare) {
      advance();
      return {Scalar{std::move(text)}};
    }
    if (is_bare && at_word("today")) return parse_today(field);
    auto operand = parse_operand(text, field, context_);
    if (!operand) fail_expecting(expected_operand(field), violation::kValue);
    advance();
    return std::move(*operand);
  }

  // `today`, and the `3d` that a decoded `today+3d` leaves apart.
  Operand parse_today(const FieldInfo& field) {
    const Token today = token_;
    advance();
    std::string text = "today";
    const bool apart =
        token_.kind == Token::Kind::word && token_.text.front() >= '0' && token_.text.front() <= '9';
    if (apart) text += fmt::format("+{}", token_.text);
    auto operand = parse_operand(text, field, context_);
    if (!operand) {
      if (!apart) token_ = today;
      fail_expecting(apart ? "a number of days or weeks, such as 3d or 1w" : expected_operand(field),
                     violation::kValue);
    }
    if (apart) advance();
    return std::move(*operand);
  }

  std::string_view text_;
  const TableInfo& table_;
  const QueryContext& context_;
  std::size_t at_ = 0;  // Behind the token.
  Token token_;
  std::size_t depth_ = 0;
  std::size_t conditions_ = 0;
};

}  // namespace

Filter parse_filter_parameter(std::string_view text, const TableInfo& table, const QueryContext& context) {
  return FilterParser{text, table, context}.parse();
}

Filter parse_filter(std::string_view text, const TableInfo& table, const QueryContext& context) {
  try {
    return parse_filter_parameter(text, table, context);
  } catch (const QueryFault& fault) {
    throw base::Error{
        base::ErrorCode::query_invalid, fault.message, {{"filter", std::string{fault.code}, fault.message}}};
  }
}

}  // namespace expediter::schema
