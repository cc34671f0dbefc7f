#include "store/ticket_summary.h"

#include <fmt/format.h>

#include <array>

#include "base/unicode.h"
#include "domain/ticket.h"
#include "sql/render_query.h"
#include "sql/render_search.h"
#include "store/addresses.h"
#include "store/search_question.h"
#include "store/sql_text.h"

namespace expediter::store {

namespace {

using schema::Query;
using sql::SqlText;

constexpr std::array kNames{
    GroupingName{Grouping::status, "Status"},
    GroupingName{Grouping::priority, "Priority"},
    GroupingName{Grouping::category, "Category"},
    GroupingName{Grouping::assignee, "Assignee Email"},
    GroupingName{Grouping::reporter, "Reporter Email"},
    GroupingName{Grouping::age, "Age"},
    GroupingName{Grouping::purchase_order, "Linked PO Number"},
    GroupingName{Grouping::supplier, "Supplier Name"},
};

// Ages in whole days since creation: up to and including each bound, the last without one.
constexpr std::array<std::string_view, 5> kAges{"0-1 days", "2-7 days", "8-30 days", "31-90 days",
                                                "over 90 days"};

constexpr std::string_view kOpenWork = "tickets.settled_at IS NULL";  // As its index by due date says it.
constexpr std::int64_t kDay = 86'400;
constexpr int kSettlingWeeks = 26;

// The tickets that a query keeps: " FROM tickets … WHERE …". `join` stands between the table and WHERE.
SqlText source_of(const Snapshot& snapshot, const Query& query, std::string_view join = "") {
  SqlText source{.text = fmt::format(" FROM tickets {} WHERE ", join), .bindings = {}};
  append_sql(source, sql::render_filter(spell_out(snapshot.db(), query.filter), spelt_tickets()));
  if (!query.words.empty()) {
    const SearchQuestion question = search_question_of(snapshot.db(), query);
    if (question.matches.text)
      append_sql(source, {" AND tickets.id IN (SELECT rowid FROM ticket_search WHERE ticket_search MATCH ?)",
                          {sql::render_match(*question.matches.text)}});
    append_sql(source, question.matches.links);
    append_sql(source, question.phrases);
  }
  return source;
}

// `text` has the source within; its values are the source's, which must live until the statement ends.
sql::Statement prepare(const Snapshot& snapshot, const std::string& text, const SqlText& source) {
  auto statement = snapshot.db().prepare(text);
  bind_all(statement, source.bindings);
  return statement;
}

// The place in kAges: how many of the bounds a ticket's age is past.
std::string age_expression(const LocalDay& day) {
  const std::string age = fmt::format("{} - (tickets.created_at + {}) / {}", day.today.days, day.ahead, kDay);
  return fmt::format("({0} > 1) + ({0} > 7) + ({0} > 30) + ({0} > 90)", age);
}

std::string group_expression(Grouping grouping, const LocalDay& day) {
  switch (grouping) {
    case Grouping::status:
      return "tickets.status";
    case Grouping::priority:
      return "tickets.priority";
    case Grouping::category:
      return "tickets.category";
    case Grouping::assignee:
      return "tickets.assignee_email";
    case Grouping::reporter:
      return "tickets.reporter_email";
    case Grouping::age:
      return age_expression(day);
    case Grouping::purchase_order:
      return "order_number";
    case Grouping::supplier:
      return "order_supplier";
  }
  return "NULL";
}

std::span<const std::string_view> labels_of(Grouping grouping) {
  switch (grouping) {
    case Grouping::status:
      return schema::EnumLabels<domain::Status>::labels;
    case Grouping::priority:
      return schema::EnumLabels<domain::Priority>::labels;
    case Grouping::age:
      return kAges;
    default:
      return {};
  }
}

std::optional<std::string> value_text(const sql::Statement& row, std::span<const std::string_view> labels) {
  if (row.is_null(0)) return std::nullopt;
  if (!labels.empty()) return std::string{labels[static_cast<std::size_t>(row.integer(0))]};
  return std::string{row.text(0)};
}

std::int64_t count_where(const Snapshot& snapshot, const Query& query, const std::string& condition) {
  const SqlText source = source_of(snapshot, query);
  auto row = prepare(snapshot, "SELECT COUNT(*)" + source.text + " AND " + condition, source);
  row.step();
  return row.integer(0);
}

// Mondays are the days whose number is 4 modulo 7: 1970-01-05 was one.
base::Date monday_of(base::Date day) {
  return {day.days - (day.days - 4) % 7};
}

// How many tickets have `column` in each of the weeks, by week.
void add_weeks(const Snapshot& snapshot, const Query& query, std::string_view column, std::int64_t ahead,
               std::vector<Week>& weeks, std::int64_t Week::*member) {
  const SqlText source = source_of(snapshot, query);
  const std::int64_t start = base::start_of(weeks.front().monday).seconds - ahead;
  auto rows =
      prepare(snapshot,
              fmt::format("SELECT (tickets.{0} - {1}) / {2}, COUNT(*){3} AND tickets.{0} >= {1} GROUP BY 1",
                          column, start, 7 * kDay, source.text),
              source);
  while (rows.step()) {
    const auto week = static_cast<std::size_t>(rows.integer(0));
    if (week < weeks.size()) weeks[week].*member = rows.integer(1);
  }
}

}  // namespace

std::span<const GroupingName> grouping_names() {
  return kNames;
}

namespace {

// Addresses by any of their spellings: spellings are counted first, by their index, and then put together.
// Shown as the oldest ticket among those that are counted spells it, which is asked where there are several.
std::vector<GroupCount> count_by_address(const Snapshot& snapshot, const SqlText& source,
                                         const std::string& column, std::int64_t limit) {
  auto rows = prepare(
      snapshot,
      fmt::format("SELECT MIN(spelling), SUM(n), COUNT(*) FROM (SELECT {} AS spelling, COUNT(*) AS n{} "
                  "GROUP BY 1) GROUP BY fold_identity(spelling) ORDER BY 2 DESC, 1 LIMIT {}",
                  column, source.text, limit),
      source);
  std::vector<GroupCount> counts;
  while (rows.step()) {
    counts.push_back({value_text(rows, {}), rows.integer(1)});
    if (rows.integer(2) == 1) continue;
    SqlText same = source;
    same.text += fmt::format(" AND fold_identity({}) = ?", column);
    same.bindings.emplace_back(base::fold_identity(*counts.back().value));
    auto oldest =
        prepare(snapshot, fmt::format("SELECT {}{} ORDER BY tickets.id LIMIT 1", column, same.text), same);
    if (oldest.step()) counts.back().value = value_text(oldest, {});
  }
  return counts;
}

}  // namespace

std::vector<GroupCount> count_by(const Snapshot& snapshot, const Query& query, Grouping grouping,
                                 const LocalDay& day, std::int64_t limit) {
  const bool joined = grouping == Grouping::purchase_order || grouping == Grouping::supplier;
  // Under names of their own: a filter's `id` is the ticket's.
  const SqlText source =
      source_of(snapshot, query,
                joined ? "JOIN (SELECT id AS order_id, number AS order_number, supplier_name"
                         " AS order_supplier FROM purchase_orders) ON order_id = linked_po_id"
                       : "");
  const auto labels = labels_of(grouping);
  const std::string order = labels.empty() ? "2 DESC, 1" : "1";
  const std::string group = group_expression(grouping, day);
  if (grouping == Grouping::assignee || grouping == Grouping::reporter)
    return count_by_address(snapshot, source, group, limit);
  auto rows = prepare(
      snapshot,
      fmt::format("SELECT {}, COUNT(*){} GROUP BY 1 ORDER BY {} LIMIT {}", group, source.text, order, limit),
      source);
  std::vector<GroupCount> counts;
  while (rows.step()) counts.push_back({value_text(rows, labels), rows.integer(1)});
  return counts;
}

Lateness count_late(const Snapshot& snapshot, const Query& query, const LocalDay& day) {
  const std::int32_t today = day.today.days;
  return {count_where(snapshot, query, fmt::format("{} AND tickets.due_date < {}", kOpenWork, today)),
          count_where(snapshot, query,
                      fmt::format("{} AND tickets.due_date BETWEEN {} AND {}", kOpenWork, today, today + 7))};
}

std::vector<Week> count_weeks(const Snapshot& snapshot, const Query& query, const LocalDay& day, int weeks) {
  std::vector<Week> out;
  for (int ago = weeks - 1; ago >= 0; --ago) out.push_back({.monday = {monday_of(day.today).days - 7 * ago}});
  add_weeks(snapshot, query, "created_at", day.ahead, out, &Week::opened);
  add_weeks(snapshot, query, "settled_at", day.ahead, out, &Week::settled);
  return out;
}

std::optional<SettlingTime> settling_time(const Snapshot& snapshot, const Query& query, const LocalDay& day) {
  const base::Date since{day.today.days - 7 * kSettlingWeeks};
  const std::string condition =
      fmt::format("tickets.settled_at >= {}", base::start_of(since).seconds - day.ahead);
  const std::int64_t total = count_where(snapshot, query, condition);
  if (total == 0) return std::nullopt;
  const SqlText source = source_of(snapshot, query);
  // Nearest rank: the smallest value that at least p of the tickets do not exceed.
  const auto at_rank = [&](std::int64_t rank) {
    auto row = prepare(
        snapshot,
        fmt::format("SELECT tickets.settled_at - tickets.created_at{} AND {} ORDER BY 1 LIMIT 1 OFFSET {}",
                    source.text, condition, rank),
        source);
    row.step();
    return row.integer(0);
  };
  return SettlingTime{since, total, at_rank((total + 1) / 2 - 1), at_rank((total * 9 + 9) / 10 - 1)};
}

}  // namespace expediter::store
