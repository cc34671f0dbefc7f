#pragma once
// A list request as a value: what to keep, in which order, which part of it, which fields.
//
// It is parsed from the parameters of a URL against a field table and knows nothing of SQL. Relative words
// (`me`, `today+3d`) are resolved while parsing, so that a Query means the same wherever it is evaluated.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "schema/field.h"

namespace expediter::schema {

// One `name=value` of a query string, decoded.
struct Parameter {
  std::string name;
  std::string value;
};

// Splits and decodes the part of a target behind '?', in NFC. Throws Error{query_invalid} for a malformed
// escape, invalid UTF-8, a control character but for tabs and line breaks in values, or more than 64
// parameters.
std::vector<Parameter> parse_parameters(std::string_view query);

enum class Operator : std::uint8_t { eq, ne, lt, le, gt, ge, in, contains, starts_with, is_null };

// `field operator values`. Logic is two-valued: a null equals nothing but null, is below and above nothing,
// and is different from every value. Of a list of texts, eq, in and contains ask whether such an entry is in
// it, and is_null whether it is empty. What contains and starts_with look for is folded (base::fold).
struct Condition {
  std::size_t field = 0;  // Index in the table.
  Operator op = Operator::eq;
  std::vector<Scalar>
      values;  // None for is_null, one or more for in (a monostate among them: null), else one.
};

// A filter as a tree in negation normal form: `negated` stands only on conditions. Parsing leaves it there
// only where no other operator says the same: never on eq and ne, on an order only where the field is
// nullable.
struct Filter {
  enum class Kind : std::uint8_t { all_of, any_of, condition };
  Kind kind = Kind::all_of;  // Of no children: true.
  bool negated = false;      // Of a condition.
  Condition condition;
  std::vector<Filter> children;
};

struct SortKey {
  std::size_t field = 0;
  bool descending = false;
  friend bool operator==(const SortKey&, const SortKey&) = default;
};

struct Query {
  Filter filter;                   // all_of at the root.
  std::vector<std::string> words;  // Of `q`: base::split_question's; the last is matched as a prefix.
  bool withheld = false;           // Whether fields of the table are withheld from who asks.
  std::vector<SortKey> sort;  // Never empty. Nulls last; the id breaks ties in the first key's direction.
  bool sort_given = false;    // Whether the client chose it.
  std::int64_t page = 1;
  std::int64_t page_size = 50;
  std::string cursor;               // As sent; "" where none was.
  std::vector<std::size_t> fields;  // Of `fields=`, in the client's order; empty: all.
  // The filter, words and sort in one canonical text: equal for equal questions, with relative words resolved
  // and without regard to the order of parameters. What cursors are kept under.
  std::string canonical;
  std::size_t selection_size = 0;

  // The part of `canonical` that says which rows, not in which order. What counts are kept under.
  std::string_view selection() const { return std::string_view{canonical}.substr(0, selection_size); }
};

// What relative words stand for, and what a table's default is.
struct QueryContext {
  std::string_view me;  // The caller's e-mail address.
  base::Date today;
  SortKey default_sort;
  SortKey default_search_sort;  // With `q` and no `sort`.
  bool searchable = false;      // Whether `q` is understood.
  bool paged = true;            // Whether `page`, `page_size` and `cursor` are.
};

inline constexpr std::int64_t kMaxPageSize = 500;
inline constexpr std::int64_t kDefaultPageSize = 50;
inline constexpr std::int64_t kMaxPage = 1'000'000'000;
inline constexpr std::size_t kMaxParameters = 64;
inline constexpr std::size_t kMaxFilterBytes = 8'192;
inline constexpr std::size_t kMaxFilterDepth = 32;  // Parentheses within parentheses.
inline constexpr std::size_t kMaxFilterConditions = 100;
inline constexpr std::size_t kMaxFilterValues = 500;  // Of one `in`, or of one field's parameter.
inline constexpr std::size_t kMaxSortKeys = 4;
inline constexpr std::size_t kMaxSearchWords = 16;

// Parses list parameters: `filter`, one parameter per field, `q`, `sort`, `page`, `page_size`, `cursor`,
// `fields`. Those named in `extra` are somebody else's and passed over; any other is a fault. Throws
// Error{user_not_privileged} for a field that the table withholds, and else
// Error{query_invalid} whose message names the parameter, the position in it (1-based, in characters) and
// what was expected, with one Violation per wrong parameter (Field = the parameter's name).
Query parse_query(std::span<const Parameter> parameters, const TableInfo& table, const QueryContext& context,
                  std::span<const std::string_view> extra = {});

// Throws Error{user_not_privileged} where the table withholds the field of that name from the caller.
void refuse_withheld(std::string_view name, const TableInfo& table);

// A filter expression alone (used by parse_query, and by fuzzing). `text` may be any bytes.
Filter parse_filter(std::string_view text, const TableInfo& table, const QueryContext& context);

// The moment at which a walk by cursor began: the newest commit that its first page saw, and a time that no
// later change comes before.
struct WalkStart {
  std::uint64_t commit = 0;
  std::int64_t time = 0;  // Unix time in seconds.
  friend bool operator==(const WalkStart&, const WalkStart&) = default;
};

// Where a page ended: the values of the last row's sort keys, and its id. In a walk that has a start, the
// values are those of the start.
struct Position {
  std::vector<Scalar> keys;
  std::int64_t id = 0;
  std::optional<WalkStart> start = std::nullopt;
  std::int64_t part = 0;  // Of a list that consists of several, one after the other; has no start then.
};

// A cursor is the position with a keyed digest over it and the query's canonical text: opaque, valid for as
// long as the key is, refused (Error{query_invalid}) when the filter or the sort is another than it was made
// for. `key` has at most 64 bytes; `position.keys` one value per key of `query.sort`.
std::string make_cursor(const Position& position, const Query& query, std::string_view key);
Position read_cursor(const Query& query, std::string_view key);

}  // namespace expediter::schema
