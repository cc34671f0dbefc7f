#include "store/addresses.h"

#include <algorithm>

#include "base/unicode.h"
#include "domain/ticket.h"

namespace expediter::store {

namespace {

using domain::Ticket;
using schema::Condition;
using schema::Filter;
using schema::Operator;
using schema::Scalar;

constexpr std::size_t kAssignee = schema::kIndexOf<&Ticket::assignee_email>;
constexpr std::size_t kReporter = schema::kIndexOf<&Ticket::reporter_email>;

constexpr auto kFields = [] {
  auto fields = schema::kQueriedInfos<Ticket>;
  fields[kAssignee].form = fields[kReporter].form = schema::Form::line;
  return fields;
}();

bool is_equality(Operator op) {
  return op == Operator::eq || op == Operator::ne || op == Operator::in;
}

void append_spellings(sql::Connection& connection, const std::string& folded, std::vector<Scalar>& out) {
  auto rows = connection.prepare("SELECT spelling FROM address_spellings WHERE folded = ?");
  rows.bind(1, std::string_view{folded});
  const std::size_t before = out.size();
  while (rows.step()) out.emplace_back(std::string{rows.text(0)});
  if (out.size() == before) out.emplace_back(folded);  // Nobody's: no ticket has it.
}

void spell_out_condition(sql::Connection& connection, Filter& filter) {
  Condition& condition = filter.condition;
  std::vector<Scalar> values;
  for (Scalar& value : condition.values)
    if (const auto* text = std::get_if<std::string>(&value))
      append_spellings(connection, *text, values);
    else
      values.push_back(std::move(value));
  std::sort(values.begin(), values.end());
  condition.values = std::move(values);
  if (condition.values.size() == 1) return;
  if (condition.op == Operator::ne) filter.negated = !filter.negated;
  condition.op = Operator::in;
}

}  // namespace

void note_spelling(sql::Connection& connection, std::string_view address) {
  const std::string folded = base::fold_identity(address);
  connection.prepare("INSERT OR IGNORE INTO address_spellings (folded, spelling) VALUES (?, ?)")
      .bind(1, std::string_view{folded})
      .bind(2, address)
      .run();
}

void note_all_spellings(sql::Connection& connection) {
  connection.execute(
      "INSERT OR IGNORE INTO address_spellings (folded, spelling) SELECT fold_identity(spelling), spelling "
      "FROM (SELECT DISTINCT assignee_email AS spelling FROM tickets WHERE assignee_email IS NOT NULL "
      "UNION SELECT DISTINCT reporter_email FROM tickets)");
}

Filter spell_out(sql::Connection& connection, const Filter& filter) {
  Filter out = filter;
  for (Filter& child : out.children) child = spell_out(connection, child);
  if (out.kind != Filter::Kind::condition || !is_equality(out.condition.op)) return out;
  const std::size_t field = out.condition.field;
  if (field == kAssignee || field == kReporter) spell_out_condition(connection, out);
  return out;
}

const schema::TableInfo& spelt_tickets() {
  static constexpr schema::TableInfo kTable{schema::kTableInfo<Ticket>.noun,
                                            schema::kTableInfo<Ticket>.sql_table,
                                            schema::kTableInfo<Ticket>.invalid, kFields};
  return kTable;
}

}  // namespace expediter::store
