#include "sql/render_query.h"

#include <algorithm>

#include "base/check.h"

namespace expediter::sql {

namespace {

using schema::Condition;
using schema::FieldInfo;
using schema::Filter;
using schema::Kind;
using schema::Operator;
using schema::Scalar;
using schema::SortKey;
using schema::TableInfo;

bool is_null(const Scalar& value) {
  return std::holds_alternative<std::monostate>(value);
}

class FilterRenderer {
 public:
  explicit FilterRenderer(const TableInfo& table) : table_(table) {}

  SqlText render(const Filter& filter) && {
    if (filter.kind == Filter::Kind::all_of && !filter.children.empty())
      append_children(filter, " AND ");
    else
      append(filter);
    return std::move(out_);
  }

 private:
  void append(const Filter& filter) {
    if (filter.kind == Filter::Kind::condition) {
      append_condition(filter.condition, filter.negated);
    } else if (filter.children.empty()) {
      out_.text += filter.kind == Filter::Kind::all_of ? "TRUE" : "FALSE";
    } else {
      out_.text += '(';
      append_children(filter, filter.kind == Filter::Kind::all_of ? " AND " : " OR ");
      out_.text += ')';
    }
  }

  void append_children(const Filter& filter, std::string_view joint) {
    for (std::size_t i = 0; i < filter.children.size(); ++i) {
      if (i > 0) out_.text += joint;
      append(filter.children[i]);
    }
  }

  void append_condition(const Condition& condition, bool negated) {
    const FieldInfo& field = table_.fields[condition.field];
    switch (condition.op) {
      case Operator::is_null:
        return append_null(field, negated);
      case Operator::eq:
        return append_equal(field, condition.values.front(), negated);
      case Operator::ne:
        return append_equal(field, condition.values.front(), !negated);
      case Operator::in:
        return append_in(field, condition.values, negated);
      case Operator::lt:
        return append_order(field, negated ? " >= ?" : " < ?", condition.values.front(), negated);
      case Operator::le:
        return append_order(field, negated ? " > ?" : " <= ?", condition.values.front(), negated);
      case Operator::gt:
        return append_order(field, negated ? " <= ?" : " > ?", condition.values.front(), negated);
      case Operator::ge:
        return append_order(field, negated ? " < ?" : " >= ?", condition.values.front(), negated);
      case Operator::contains:
        return append_contains(field, condition.values.front(), negated);
      case Operator::starts_with:
        return append_starts_with(field, condition.values.front(), negated);
    }
  }

  void bind(Scalar value) { out_.bindings.push_back(std::move(value)); }

  // Where a row without a value is to be kept, its comparison, which is null, does not do it.
  template <class Append>
  void or_null(const FieldInfo& field, bool keep_null, Append&& append_comparison) {
    const bool spelt_out = keep_null && field.type.nullable;
    if (spelt_out) out_.text += '(';
    append_comparison();
    if (!spelt_out) return;
    out_.text += " OR ";
    out_.text += field.expression;
    out_.text += " IS NULL)";
  }

  // What is compared for equality and order: of what names one thing, without regard to case, as the value
  // is.
  void append_compared(const FieldInfo& field) {
    const bool folds = schema::is_identity(field.form);
    if (folds) out_.text += "fold_identity(";
    out_.text += field.expression;
    if (folds) out_.text += ')';
  }

  void append_null(const FieldInfo& field, bool negated) {
    if (field.type.kind == Kind::text_list) {
      or_null(field, !negated, [&] {
        out_.text += field.expression;
        out_.text += negated ? " <> '[]'" : " = '[]'";
      });
      return;
    }
    out_.text += field.expression;
    out_.text += negated ? " IS NOT NULL" : " IS NULL";
  }

  void append_equal(const FieldInfo& field, const Scalar& value, bool negated) {
    if (is_null(value)) return append_null(field, negated);
    if (field.type.kind == Kind::text_list) {
      or_null(field, negated, [&] { append_member(compared_list(field), value, negated); });
      return;
    }
    append_compared(field);
    if (!negated)
      out_.text += " = ?";
    else
      out_.text += field.type.nullable ? " IS DISTINCT FROM ?" : " <> ?";
    bind(value);
  }

  static std::string compared_list(const FieldInfo& field) {
    const std::string list{field.expression};
    return schema::is_identity(field.form) ? "fold_identity(" + list + ")" : list;
  }

  void append_order(const FieldInfo& field, std::string_view comparison, const Scalar& value, bool negated) {
    or_null(field, negated, [&] {
      out_.text += field.expression;
      out_.text += comparison;
      bind(value);
    });
  }

  void append_in(const FieldInfo& field, const std::vector<Scalar>& values, bool negated) {
    const bool with_null = std::any_of(values.begin(), values.end(), is_null);
    if (with_null && values.size() == 1) return append_null(field, negated);
    if (field.type.kind == Kind::text_list) return append_any_member(field, values, with_null, negated);
    or_null(field, with_null != negated, [&] {
      append_compared(field);
      out_.text += negated ? " NOT IN (" : " IN (";
      std::string_view separator;
      for (const Scalar& value : values) {
        if (is_null(value)) continue;
        out_.text += separator;
        out_.text += '?';
        separator = ",";
        bind(value);
      }
      out_.text += ')';
    });
  }

  // Has any of the entries; among them null: or has none at all.
  void append_any_member(const FieldInfo& field, const std::vector<Scalar>& values, bool with_null,
                         bool negated) {
    const std::string_view joint = negated ? " AND " : " OR ";
    or_null(field, with_null != negated, [&] {
      out_.text += '(';
      if (with_null) {
        out_.text += field.expression;
        out_.text += negated ? " <> '[]'" : " = '[]'";
      }
      bool first = !with_null;
      for (const Scalar& value : values) {
        if (is_null(value)) continue;
        if (!first) out_.text += joint;
        first = false;
        append_member(compared_list(field), value, negated);
      }
      out_.text += ')';
    });
  }

  // The column is a compact JSON array, so an entry is found as its JSON text, quotes included. What stands
  // between two entries looks like the entry ','; that one is never stored, and so never found.
  void append_member(std::string_view list, const Scalar& value, bool negated) {
    const auto& entry = std::get<std::string>(value);
    if (entry == ",") {
      out_.text += negated ? "TRUE" : "FALSE";
      return;
    }
    std::string needle;
    schema::append_json_string(needle, entry);
    out_.text += "instr(";
    out_.text += list;
    out_.text += negated ? ", ?) = 0" : ", ?) > 0";
    bind(std::move(needle));
  }

  void append_contains(const FieldInfo& field, const Scalar& value, bool negated) {
    if (field.type.kind != Kind::text_list) return append_pattern(field, "fold_contains(", value, negated);
    std::string folded = "fold(";
    folded += field.expression;
    folded += ')';
    or_null(field, negated, [&] { append_member(folded, value, negated); });
  }

  void append_starts_with(const FieldInfo& field, const Scalar& value, bool negated) {
    append_pattern(field, "fold_starts_with(", value, negated);
  }

  void append_pattern(const FieldInfo& field, std::string_view function, const Scalar& value, bool negated) {
    or_null(field, negated, [&] {
      if (negated) out_.text += "NOT ";
      out_.text += function;
      out_.text += field.expression;
      out_.text += ", ?)";
      bind(value);
    });
  }

  const TableInfo& table_;
  SqlText out_;
};

// A sort key with what SQL needs of it.
struct OrderKey {
  std::string_view expression;
  bool descending = false;
  bool nullable = false;
  Scalar value;  // Of the position, where there is one.
};

// The keys with the id behind them. Behind an id nothing else counts: no two rows share one.
std::vector<OrderKey> order_keys(const std::vector<SortKey>& sort, const TableInfo& table) {
  CHECK(!sort.empty());
  const int id = table.find("id");
  CHECK(id >= 0);
  std::vector<OrderKey> keys;
  for (const SortKey& key : sort) {
    const FieldInfo& field = table.fields[key.field];
    keys.push_back({field.expression, key.descending, field.type.nullable, {}});
    if (key.field == static_cast<std::size_t>(id)) return keys;
  }
  keys.push_back({table.fields[static_cast<std::size_t>(id)].expression, sort.front().descending, false, {}});
  return keys;
}

void append_conjunction(SqlText& out) {
  if (!out.text.empty()) out.text += " AND ";
}

// The keys before `level` are those of the position.
SqlText same_before(const std::vector<OrderKey>& keys, std::size_t level) {
  SqlText out;
  for (std::size_t i = 0; i < level; ++i) {
    append_conjunction(out);
    out.text += keys[i].expression;
    out.text += is_null(keys[i].value) ? " IS NULL" : " = ?";
    if (!is_null(keys[i].value)) out.bindings.push_back(keys[i].value);
  }
  return out;
}

// keys[from, end) beyond the position's, compared as one row.
void append_beyond(SqlText& out, const std::vector<OrderKey>& keys, std::size_t from, std::size_t end) {
  append_conjunction(out);
  const bool is_row = end - from > 1;
  std::string marks;
  if (is_row) out.text += '(';
  for (std::size_t i = from; i < end; ++i) {
    if (i > from) out.text += ", ", marks += ", ";
    out.text += keys[i].expression;
    marks += '?';
    out.bindings.push_back(keys[i].value);
  }
  if (is_row) out.text += ')';
  out.text += keys[from].descending ? " < " : " > ";
  out.text += is_row ? '(' + marks + ')' : marks;
}

}  // namespace

SqlText render_filter(const Filter& filter, const TableInfo& table) {
  return FilterRenderer{table}.render(filter);
}

std::string render_order(const std::vector<SortKey>& sort, const TableInfo& table) {
  std::string out;
  for (const OrderKey& key : order_keys(sort, table)) {
    if (!out.empty()) out += ", ";
    out += key.expression;
    if (key.descending) out += " DESC";
    if (key.nullable) out += " NULLS LAST";
  }
  return out;
}

std::vector<SqlText> render_after(const schema::Position& position, const std::vector<SortKey>& sort,
                                  const TableInfo& table) {
  CHECK(position.keys.size() == sort.size());
  std::vector<OrderKey> keys = order_keys(sort, table);
  for (std::size_t i = 0; i < keys.size(); ++i)
    keys[i].value = i < sort.size() ? position.keys[i] : Scalar{position.id};
  std::vector<SqlText> ranges;
  // From the last key to the first: what shares most with the position comes first.
  for (std::size_t end = keys.size(); end > 0;) {
    // Levels of one direction make one row comparison, unless nulls must come between them.
    std::size_t from = end - 1;
    while (from > 0 && !keys[from].nullable && keys[from - 1].descending == keys[from].descending &&
           !is_null(keys[from - 1].value))
      --from;
    if (!is_null(keys[from].value)) {
      SqlText range = same_before(keys, from);
      append_beyond(range, keys, from, end);
      ranges.push_back(std::move(range));
      if (keys[from].nullable) {
        SqlText nulls = same_before(keys, from);
        append_conjunction(nulls);
        nulls.text += keys[from].expression;
        nulls.text += " IS NULL";
        ranges.push_back(std::move(nulls));
      }
    }
    end = from;
  }
  return ranges;
}

}  // namespace expediter::sql
