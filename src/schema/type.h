#pragma once
// The types of field values: how each looks in JSON, in SQL, in a query string and in OpenAPI.
//
// TypeInfo is the erased half, used by query parsing, SQL text and OpenAPI, which compile once.
// ValueTraits<T> is the typed half, used where an entity's members are read and written. An enumeration of
// the domain joins by specialising EnumLabels; an id type by specialising ValueTraits (see domain/ticket.h).

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "schema/json.h"

namespace expediter::schema {

enum class Kind : std::uint8_t { text, integer, boolean, timestamp, date, enumeration, text_list, objects };

// What SQL stores and filters compare: null, an integer (also booleans as 0/1, dates as days, times as
// seconds, enumerations as rank, ids as number) or text.
using Scalar = std::variant<std::monostate, std::int64_t, std::string>;
using ScalarView = std::variant<std::monostate, std::int64_t, std::string_view>;

struct TableInfo;

struct TypeInfo {
  Kind kind = Kind::text;
  bool nullable = false;
  std::span<const std::string_view> labels = {};  // Of an enumeration, by rank.
  std::string_view expected;                      // "an integer", "a date as YYYY-MM-DD", …: for messages.
  // A query string's or filter's text as a scalar; empty where it is none of this type.
  std::optional<Scalar> (*parse)(std::string_view text) = nullptr;
  std::string_view open_api;         // The JSON Schema of one value, without bounds: `{"type":"integer"}`.
  const TableInfo* items = nullptr;  // Of a list of objects.
};

// How a text must look. Whatever the form, it is kept in NFC; but for a secret. Of what cannot be seen, a
// text of one line loses all that stands at its ends (base::trim_unseen) and is refused for the rest.
enum class Form : std::uint8_t {
  any,         // Prose: tabs and line breaks are fine, other control characters are not; joiners and marks of
               // direction stay as they were written.
  line,        // One line for people to read; joiners stay, with which emoji and Persian are written.
  identifier,  // One line that names one thing, such as a code: nothing unseen, no space but U+0020.
  email,       // An e-mail address; as an identifier.
  secret,      // As it was typed, byte for byte: a password.
};

// Whether two texts of the form are the same one whatever their case (base::fold_identity): then filters
// compare them so.
constexpr bool is_identity(Form form) {
  return form == Form::identifier || form == Form::email;
}

// `text` without what a text of that form loses where it comes in: in NFC, trimmed where it is one line.
// `text` is UTF-8.
std::string clean_text(std::string_view text, Form form);

enum class Unit : std::uint8_t { characters, bytes };

// Bounds: of a text's length, of an integer's value, of a list's size. {0, 0} sets none.
struct Limits {
  std::int64_t min = 0;
  std::int64_t max = 0;
  Unit unit = Unit::characters;
};

// The largest integer that every reader of JSON keeps exactly (RFC 8259, 6): the bound of ids that a client
// may choose.
inline constexpr std::int64_t kLargestExactInteger = (std::int64_t{1} << 53) - 1;

// What a value is checked against while it is read from JSON.
struct Rule {
  std::string_view field;
  Form form = Form::any;
  Limits limits = {};
};

// Appends a violation of `rule.field`.
void violate(base::Violations& out, const Rule& rule, std::string_view code, std::string message);

// Each reads one non-null JSON value, checks it and stores it; appends violations instead where it is wrong.
bool read_text(const Json& json, const Rule& rule, std::string& out, base::Violations& violations);
bool read_integer(const Json& json, const Rule& rule, std::int64_t& out, base::Violations& violations);
bool read_boolean(const Json& json, const Rule& rule, bool& out, base::Violations& violations);
bool read_date(const Json& json, const Rule& rule, base::Date& out, base::Violations& violations);
bool read_timestamp(const Json& json, const Rule& rule, base::Timestamp& out, base::Violations& violations);
// The rank of a label.
bool read_label(const Json& json, const Rule& rule, std::span<const std::string_view> labels,
                std::int64_t& out, base::Violations& violations);
bool read_text_list(const Json& json, const Rule& rule, std::vector<std::string>& out,
                    base::Violations& violations);

// Whether `text` is an e-mail address as people and systems use them: one '@', a local part of 1–64 bytes, a
// dotted domain, at most 254 bytes (RFC 5321), no white space, quotes, commas or control characters.
bool is_email(std::string_view text);

// Checks text against a rule as read_text does, without JSON (command line, sign-in).
bool check_text(std::string& text, const Rule& rule, base::Violations& violations);

std::optional<Scalar> parse_text_scalar(std::string_view text);
std::optional<Scalar> parse_integer_scalar(std::string_view text);
std::optional<Scalar> parse_boolean_scalar(std::string_view text);
std::optional<Scalar> parse_date_scalar(std::string_view text);
std::optional<Scalar> parse_timestamp_scalar(
    std::string_view text);  // A time, or a date for its midnight in UTC.

// "'Open', 'In Progress', …" for messages.
std::string list_labels(std::span<const std::string_view> labels);

// The labels of an enumeration by rank: specialise with `static constexpr std::array<std::string_view, N>
// labels`.
template <class Enum>
struct EnumLabels;

// How one C++ type appears outside. Each has: `info`, `read` (from JSON), `append` (as JSON), `to_scalar`
// (`scratch` may hold text that the view points into) and `from_scalar`.
template <class Value>
struct ValueTraits;

template <>
struct ValueTraits<std::string> {
  static constexpr TypeInfo info{.kind = Kind::text,
                                 .expected = "a string",
                                 .parse = parse_text_scalar,
                                 .open_api = R"({"type":"string"})"};
  static bool read(const Json& json, const Rule& rule, std::string& out, base::Violations& v) {
    return read_text(json, rule, out, v);
  }
  static void append(std::string& out, const std::string& value) { append_json_string(out, value); }
  static ScalarView to_scalar(const std::string& value, std::string&) { return std::string_view{value}; }
  static std::string from_scalar(const ScalarView& scalar) {
    return std::string{std::get<std::string_view>(scalar)};
  }
};

template <>
struct ValueTraits<std::int64_t> {
  static constexpr TypeInfo info{.kind = Kind::integer,
                                 .expected = "an integer",
                                 .parse = parse_integer_scalar,
                                 .open_api = R"({"type":"integer","format":"int64"})"};
  static bool read(const Json& json, const Rule& rule, std::int64_t& out, base::Violations& v) {
    return read_integer(json, rule, out, v);
  }
  static void append(std::string& out, std::int64_t value) { append_json_integer(out, value); }
  static ScalarView to_scalar(std::int64_t value, std::string&) { return value; }
  static std::int64_t from_scalar(const ScalarView& scalar) { return std::get<std::int64_t>(scalar); }
};

template <>
struct ValueTraits<bool> {
  static constexpr TypeInfo info{.kind = Kind::boolean,
                                 .expected = "true or false",
                                 .parse = parse_boolean_scalar,
                                 .open_api = R"({"type":"boolean"})"};
  static bool read(const Json& json, const Rule& rule, bool& out, base::Violations& v) {
    return read_boolean(json, rule, out, v);
  }
  static void append(std::string& out, bool value) { out += value ? "true" : "false"; }
  static ScalarView to_scalar(bool value, std::string&) { return std::int64_t{value ? 1 : 0}; }
  static bool from_scalar(const ScalarView& scalar) { return std::get<std::int64_t>(scalar) != 0; }
};

template <>
struct ValueTraits<base::Date> {
  static constexpr TypeInfo info{.kind = Kind::date,
                                 .expected = "a date as YYYY-MM-DD",
                                 .parse = parse_date_scalar,
                                 .open_api = R"({"type":"string","format":"date"})"};
  static bool read(const Json& json, const Rule& rule, base::Date& out, base::Violations& v) {
    return read_date(json, rule, out, v);
  }
  static void append(std::string& out, base::Date value) {
    out += '"';
    base::append_date(out, value);
    out += '"';
  }
  static ScalarView to_scalar(base::Date value, std::string&) { return std::int64_t{value.days}; }
  static base::Date from_scalar(const ScalarView& scalar) {
    return {static_cast<std::int32_t>(std::get<std::int64_t>(scalar))};
  }
};

template <>
struct ValueTraits<base::Timestamp> {
  static constexpr TypeInfo info{.kind = Kind::timestamp,
                                 .expected = "a time as 2024-03-10T09:00:00Z",
                                 .parse = parse_timestamp_scalar,
                                 .open_api = R"({"type":"string","format":"date-time"})"};
  static bool read(const Json& json, const Rule& rule, base::Timestamp& out, base::Violations& v) {
    return read_timestamp(json, rule, out, v);
  }
  static void append(std::string& out, base::Timestamp value) {
    out += '"';
    base::append_timestamp(out, value);
    out += '"';
  }
  static ScalarView to_scalar(base::Timestamp value, std::string&) { return value.seconds; }
  static base::Timestamp from_scalar(const ScalarView& scalar) { return {std::get<std::int64_t>(scalar)}; }
};

// A list of texts; stored as a JSON array in one text column.
template <>
struct ValueTraits<std::vector<std::string>> {
  static constexpr TypeInfo info{.kind = Kind::text_list,
                                 .expected = "an array of strings",
                                 .parse = parse_text_scalar,
                                 .open_api = R"({"type":"array","items":{"type":"string"}})"};
  static bool read(const Json& json, const Rule& rule, std::vector<std::string>& out, base::Violations& v) {
    return read_text_list(json, rule, out, v);
  }
  static void append(std::string& out, const std::vector<std::string>& values);
  static ScalarView to_scalar(const std::vector<std::string>& values, std::string& scratch) {
    scratch.clear();
    append(scratch, values);
    return std::string_view{scratch};
  }
  static std::vector<std::string> from_scalar(const ScalarView& scalar);
};

template <class Enum>
concept Enumeration = std::is_enum_v<Enum>;

template <Enumeration Enum>
struct ValueTraits<Enum> {
  static std::optional<Scalar> parse(std::string_view text) {
    for (std::size_t rank = 0; rank < EnumLabels<Enum>::labels.size(); ++rank)
      if (EnumLabels<Enum>::labels[rank] == text) return Scalar{static_cast<std::int64_t>(rank)};
    return std::nullopt;
  }
  static constexpr TypeInfo info{.kind = Kind::enumeration,
                                 .labels = EnumLabels<Enum>::labels,
                                 .expected = "one of its values",
                                 .parse = parse,
                                 .open_api = R"({"type":"string"})"};
  static bool read(const Json& json, const Rule& rule, Enum& out, base::Violations& v) {
    std::int64_t rank = 0;
    if (!read_label(json, rule, EnumLabels<Enum>::labels, rank, v)) return false;
    out = static_cast<Enum>(rank);
    return true;
  }
  static std::string_view label(Enum value) {
    return EnumLabels<Enum>::labels[static_cast<std::size_t>(value)];
  }
  static void append(std::string& out, Enum value) { append_json_string(out, label(value)); }
  static ScalarView to_scalar(Enum value, std::string&) { return static_cast<std::int64_t>(value); }
  static Enum from_scalar(const ScalarView& scalar) {
    return static_cast<Enum>(std::get<std::int64_t>(scalar));
  }
};

template <class Value>
struct ValueTraits<std::optional<Value>> {
  using Inner = ValueTraits<Value>;
  static constexpr TypeInfo info = [] {
    TypeInfo nullable = Inner::info;
    nullable.nullable = true;
    return nullable;
  }();
  static bool read(const Json& json, const Rule& rule, std::optional<Value>& out, base::Violations& v) {
    if (json.is_null()) {
      out.reset();
      return true;
    }
    return Inner::read(json, rule, out.emplace(), v);
  }
  static void append(std::string& out, const std::optional<Value>& value) {
    if (value)
      Inner::append(out, *value);
    else
      out += "null";
  }
  static ScalarView to_scalar(const std::optional<Value>& value, std::string& scratch) {
    return value ? Inner::to_scalar(*value, scratch) : ScalarView{};
  }
  static std::optional<Value> from_scalar(const ScalarView& scalar) {
    if (std::holds_alternative<std::monostate>(scalar)) return std::nullopt;
    return Inner::from_scalar(scalar);
  }
};

}  // namespace expediter::schema
