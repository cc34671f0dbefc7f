#pragma once
// What the files of query parsing share: faults that say where, and conditions made from operands.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/query.h"

namespace expediter::schema {

// One parameter that is wrong. Thrown by the parser of that parameter, gathered by parse_query.
struct QueryFault {
  std::string_view code;  // One of base::violation::k…
  std::string message;
};

// Throws a QueryFault: "filter, position 8: expected …". `offset` is a byte of `text`, the parameter's value.
[[noreturn]] void throw_fault(std::string_view parameter, std::string_view text, std::size_t offset,
                              std::string_view code, std::string_view what);

// A stranger's text for a message: in quotes, shortened.
std::string show(std::string_view text);

// parse_filter as parse_query calls it: throws QueryFault.
Filter parse_filter_parameter(std::string_view text, const TableInfo& table, const QueryContext& context);

// Several keys, comma by comma: `Priority desc, "Due Date"` or `-Priority,Due Date`. Throws QueryFault.
std::vector<SortKey> parse_sort(std::string_view text, const TableInfo& table);
// Field names, comma by comma. Throws QueryFault.
std::vector<std::size_t> parse_field_names(std::string_view text, const TableInfo& table);

// Whether conditions on the field, or an order by it, can be evaluated at all.
bool is_filterable(const FieldInfo& field);
bool is_sortable(const FieldInfo& field);

// How a sentence on an unknown name ends: "; did you mean 'Title'?", or "." where no name of the table is
// near.
std::string suggest_field(std::string_view word, const TableInfo& table);

// A value to compare with. A date given for a time stands for the whole of that day.
struct Operand {
  Scalar value;
  bool whole_day = false;
};

// The text as a value of the field's type, relative words resolved; empty where it is none.
std::optional<Operand> parse_operand(std::string_view text, const FieldInfo& field,
                                     const QueryContext& context);
// "one of 'Open', …", "a date as YYYY-MM-DD, …": what parse_operand takes.
std::string expected_operand(const FieldInfo& field);

// `field op operands`, or its opposite, in the simplest equal form. A null among the operands is a monostate.
Filter make_condition(std::size_t index, const FieldInfo& field, Operator op, std::vector<Operand> operands,
                      bool negated);

// Adds `child` to a group, dissolving a group of the same kind.
void add_child(Filter& group, Filter child);

// Sets `canonical` and `selection_size` from the rest of the query.
void set_canonical(Query& query, const TableInfo& table);

}  // namespace expediter::schema
