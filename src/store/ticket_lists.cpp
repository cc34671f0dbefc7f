#include "store/ticket_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "sql/render_query.h"
#include "sql/render_search.h"
#include "store/addresses.h"
#include "store/search_question.h"
#include "store/sql_text.h"
#include "store/ticket_counts.h"
#include "store/ticket_filter.h"
#include "store/ticket_walk.h"

namespace expediter::store {

namespace {

using domain::Ticket;
using schema::Query;
using sql::SqlText;

constexpr const schema::TableInfo& kTable = schema::kTableInfo<Ticket>;
constexpr std::size_t kId = schema::kIndexOf<&Ticket::id>;
constexpr std::size_t kUpdatedAt = schema::kIndexOf<&Ticket::updated_at>;
constexpr std::size_t kCreatedAt = schema::kIndexOf<&Ticket::created_at>;
constexpr std::size_t kDueDate = schema::kIndexOf<&Ticket::due_date>;

// Rows that are walked over faster than days are added up.
constexpr std::int64_t kFewRows = 2'000;

// Above this many tickets, work that grows with them is kept off the loops: a scan of as many takes about 5
// ms.
constexpr std::int64_t kManyTickets = 20'000;

// A search that names codes comes in two parts: what has them in full, and the others.
enum class Part : std::uint8_t { all, exact, others };

// Rows that are asked for at once, in order.
struct Range {
  Part part = Part::all;
  SqlText where;
};

// The pieces of one SELECT of ids and sort keys.
class PagePlan {
 public:
  PagePlan(const Snapshot& snapshot, const Query& query)
      : snapshot_(snapshot), query_(query), filter_(analyse(spell_out(snapshot.db(), query.filter))) {
    if (searches()) question_ = search_question_of(snapshot.db(), query);
  }

  // The statement for one range of the order.
  SqlText select(const Range& where, std::int64_t limit, std::int64_t offset) const {
    SqlText out;
    const auto parts = branches();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) out.text += " UNION ALL ";
      append_sql(out, branch(parts[i], where));
    }
    // Branches of one compound are merged in order, each from its own index range.
    const AskedTerms& asked = where.part == Part::exact ? question_.exact : question_.matches;
    out.text += " ORDER BY " + order(parts.size() > 1, asked.text.has_value());
    out.text += " LIMIT ? OFFSET ?";
    out.bindings.emplace_back(limit);
    out.bindings.emplace_back(offset);
    return out;
  }

  // What the filter keeps of the tickets that may have changed since then, with their sort keys.
  SqlText changed_since(const schema::WalkStart& start) const {
    SqlText out = select_keys();
    const std::string statuses = status_condition() + priorities_condition();
    append_sql(out, from_where({Part::all, {"tickets.updated_at >= ?", {start.time}}}, {statuses, {}},
                               Leads::table));
    return out;
  }

  SqlText count(const Range& where) const {
    SqlText out{"SELECT COUNT(*)", {}};
    append_sql(out, from_where(where, whole_filter()));
    return out;
  }

  // The ranges to ask one after the other.
  std::vector<Range> ranges(const std::optional<schema::Position>& after) const {
    const std::vector<SqlText> rest = ranges_of_part(after);
    std::vector<Range> out;
    if (!exact_first()) {
      for (const SqlText& where : rest) out.push_back({Part::all, where});
      return out;
    }
    // What comes in two parts ends the first before the second begins anew.
    const bool in_first = !after || after->part == static_cast<std::int64_t>(Part::exact);
    if (in_first)
      for (const SqlText& where : rest) out.push_back({Part::exact, where});
    for (const SqlText& where : in_first ? ranges_of_part(std::nullopt) : rest)
      out.push_back({Part::others, where});
    return out;
  }

  bool searches() const { return !query_.words.empty(); }
  const SearchQuestion& question() const { return question_; }
  // Nothing but terms: every row of the search index is a ticket's, there is nothing to look up in the table.
  bool only_searches() const { return searches() && !filters() && question_.only_terms(); }
  // Whether the list is of all tickets, by their last change.
  bool is_all_by_change() const {
    return is_plain_order() && !filters() && query_.sort.front().field == kUpdatedAt;
  }
  const TicketFilter& filter() const { return filter_; }

 private:
  // Whether tickets that have a code or an id in full come before the others.
  bool exact_first() const { return searches() && question_.has_exact && !query_.sort_given; }

  std::vector<SqlText> ranges_of_part(const std::optional<schema::Position>& after) const {
    if (after) return sql::render_after(*after, query_.sort, kTable);
    const schema::FieldInfo& first = kTable.fields[query_.sort.front().field];
    // Nulls come last in both directions, which no index says: ask for the others first.
    if (first.type.nullable && !searches())
      return {{fmt::format("{} IS NOT NULL", first.expression), {}},
              {fmt::format("{} IS NULL", first.expression), {}}};
    return {{"TRUE", {}}};
  }

  // The conditions on status and priority, one per branch; a single one where they need not be told apart.
  std::vector<std::string> branches() const {
    const std::size_t key = query_.sort.front().field;
    const bool by_status_index = key == kUpdatedAt && !filter_.assignees && !filter_.has_indexed_equality;
    if (!is_plain_order() || !by_status_index || !filter_.restricts_status())
      return {settled_condition() + status_condition() + priorities_condition()};
    std::vector<std::string> out;
    for (unsigned status = 0; status < domain::kStatusCount; ++status)
      for (unsigned priority = 0; priority < domain::kPriorityCount; ++priority)
        if ((filter_.statuses >> status & 1U) != 0 && (filter_.priorities >> priority & 1U) != 0)
          out.push_back(fmt::format("status = {} AND priority = {}", status, priority));
    return out.empty() ? std::vector<std::string>{"FALSE"} : out;
  }

  // Open work by due date has an index of its own, for which this is the word: nearly all that is due first
  // was settled long ago.
  std::string settled_condition() const {
    const bool by_due_date = is_plain_order() && query_.sort.front().field == kDueDate;
    constexpr unsigned kSettled = 1U << static_cast<unsigned>(domain::Status::resolved) |
                                  1U << static_cast<unsigned>(domain::Status::closed);
    return by_due_date && (filter_.statuses & kSettled) == 0 ? "settled_at IS NULL AND " : "";
  }

  static std::string list_ranks(unsigned set) {
    std::string list;
    for (unsigned rank = 0; rank < 4; ++rank)
      if ((set >> rank & 1U) != 0) list += fmt::format("{}{}", list.empty() ? "" : ", ", rank);
    return list;
  }
  std::string status_condition() const {
    if (filter_.statuses == 0xF) return "TRUE";
    // The sign keeps the engine from taking the status index for a filter that keeps a quarter of all rows.
    return fmt::format("+status IN ({})", list_ranks(filter_.statuses));
  }
  std::string priorities_condition() const {
    if (filter_.priorities == 0xF) return "";
    return fmt::format(" AND +priority IN ({})", list_ranks(filter_.priorities));
  }
  SqlText whole_filter() const {
    return {filter_.restricts_status()
                ? fmt::format("status IN ({}) AND priority IN ({})", list_ranks(filter_.statuses),
                              list_ranks(filter_.priorities))
                : "TRUE",
            {}};
  }

  SqlText select_keys() const {
    SqlText out{"SELECT tickets.id", {}};
    for (const schema::SortKey& key : query_.sort)
      out.text += fmt::format(", {}", kTable.fields[key.field].expression);
    return out;
  }

  SqlText branch(const std::string& statuses, const Range& where) const {
    SqlText out = select_keys();
    append_sql(out, from_where(where, {statuses, {}}));
    return out;
  }

  enum class Leads : std::uint8_t { search, table };

  // `leads`: the search, which yields ids in order, each of which is looked up; or the table, each row of
  // which is looked for in the search, where few rows are asked for.
  SqlText from_where(const Range& range, const SqlText& statuses, Leads leads = Leads::search) const {
    SqlText out;
    const AskedTerms& asked = range.part == Part::exact ? question_.exact : question_.matches;
    if (searches() && asked.text) {
      const bool table = leads == Leads::table;
      out.text = fmt::format(
          " FROM {} CROSS JOIN {} ON tickets.id = ticket_search.rowid WHERE ticket_search MATCH ? AND ",
          table ? "tickets" : "ticket_search", table ? "ticket_search" : "tickets");
      out.bindings.emplace_back(match_of(*asked.text));
    } else {
      out.text = " FROM tickets WHERE ";
    }
    append_sql(out, statuses);
    out.text += " AND ";
    append_sql(out, range.where);
    out.text += " AND ";
    append_sql(out, sql::render_filter(filter_.rest, spelt_tickets()));
    if (!searches()) return out;
    append_sql(out, asked.links);
    append_sql(out, question_.phrases);
    if (range.part != Part::others) return out;
    out.text += " AND tickets.id NOT IN (";
    append_sql(out, question_.exact_ids);
    out.text += ')';
    return out;
  }

  bool filters() const { return filter_.restricts_status() || !filter_.rest.children.empty(); }

  // One key, and no search: the order of an index once the nulls are asked for apart.
  bool is_plain_order() const { return !searches() && query_.sort.size() == 1; }

  std::string order(bool compound, bool leads_by_search) const {
    const schema::SortKey& key = query_.sort.front();
    const std::string_view direction = key.descending ? "DESC" : "ASC";
    // The search yields ids in order, but the engine sees that by the index's own name for them only; by the
    // table's it would sort all that was found.
    if (searches() && leads_by_search && key.field == kId)
      return fmt::format("ticket_search.rowid {}", direction);
    if (!is_plain_order()) return sql::render_order(query_.sort, kTable);
    if (compound) return fmt::format("2 {0}, 1 {0}", direction);  // By the columns' places.
    return fmt::format("{} {}, id {}", kTable.fields[key.field].expression, direction, direction);
  }

  std::string match_of(const base::TermExpression& asked) const {
    const auto known = snapshot_.searches().recall(snapshot_.seq(), asked);
    return known ? known->match : sql::render_match(asked);
  }

  const Snapshot& snapshot_;
  const Query& query_;
  TicketFilter filter_;
  SearchQuestion question_;
};

std::int64_t run_count(sql::Connection& connection, const SqlText& text) {
  auto row = prepare(connection, text);
  row.step();
  return row.integer(0);
}

// The range that begins with the day of the row that has `offset` rows before it, and how many of the range
// come before that row: a page far down the list of all tickets need not walk over all before it.
std::optional<std::pair<SqlText, std::int64_t>> pass_over_days(sql::Connection& connection, bool newest_first,
                                                               std::int64_t offset) {
  const auto position = find_day(connection, newest_first, offset);
  if (!position) return std::nullopt;
  const base::Date bound{newest_first ? position->day.days + 1 : position->day.days};
  SqlText where{newest_first ? "updated_at < ?" : "updated_at >= ?", {base::start_of(bound).seconds}};
  return std::pair{std::move(where), position->offset};
}

// What was not changed since the walk began stands where it stood.
std::vector<PlacedTicket> list_unchanged(const Snapshot& snapshot, const Query& query, const PagePlan& plan,
                                         const schema::Position& after, std::int64_t wanted) {
  const SqlText unchanged = unchanged_since(*after.start);
  std::vector<PlacedTicket> found;
  for (Range& range : plan.ranges(after)) {
    const std::int64_t rest = wanted - static_cast<std::int64_t>(found.size());
    if (rest == 0) break;
    range.where.text += " AND ";
    append_sql(range.where, unchanged);
    const SqlText text = plan.select(range, rest, 0);
    auto rows = prepare(snapshot.db(), text);
    while (rows.step())
      found.push_back({.id = {rows.integer(0)}, .keys = owned_scalars(rows, 1, query.sort.size())});
  }
  return found;
}

TicketPage walk_on(const Snapshot& snapshot, const Query& query, const PagePlan& plan,
                   const PageRange& range) {
  const std::int64_t wanted = range.limit + 1;
  auto placed = merge_placed(
      list_unchanged(snapshot, query, plan, *range.after, wanted),
      place_changed(snapshot, plan.changed_since(*range.after->start), query.sort, *range.after, wanted),
      query.sort, wanted);
  TicketPage page;
  page.more = static_cast<std::int64_t>(placed.size()) == wanted;
  if (page.more) placed.pop_back();
  for (const PlacedTicket& each : placed) page.ids.push_back(each.id);
  if (!placed.empty())
    page.last = schema::Position{
        .keys = std::move(placed.back().keys), .id = placed.back().id.number, .start = range.after->start};
  return page;
}

std::int64_t all_tickets(sql::Connection& connection) {
  return count_tickets(connection, CountQuestion{});
}

}  // namespace

TicketPage list_tickets(const Snapshot& snapshot, const Query& query, const PageRange& range) {
  const PagePlan plan{snapshot, query};
  TicketPage page;
  if (plan.filter().statuses == 0 || plan.filter().priorities == 0) return page;
  if (range.after && range.after->start && order_moves(query.sort))
    return walk_on(snapshot, query, plan, range);
  std::int64_t offset = range.offset;
  const std::int64_t wanted = range.limit + 1;  // One more tells whether rows follow.
  std::vector<Range> ranges = plan.ranges(range.after);
  if (offset > kFewRows && plan.is_all_by_change())
    if (auto start = pass_over_days(snapshot.db(), query.sort.front().descending, offset))
      std::tie(ranges.front().where, offset) = std::move(*start);
  for (const Range& where : ranges) {
    const auto before = static_cast<std::int64_t>(page.ids.size());
    if (before == wanted) break;
    const SqlText text = plan.select(where, wanted - before, offset);
    auto rows = prepare(snapshot.db(), text);
    while (rows.step()) {
      if (static_cast<std::int64_t>(page.ids.size()) == range.limit) {
        page.more = true;
        return page;
      }
      page.ids.push_back({rows.integer(0)});
      if (static_cast<std::int64_t>(page.ids.size()) < range.limit) continue;
      page.last = schema::Position{.keys = owned_scalars(rows, 1, query.sort.size()), .id = rows.integer(0)};
      page.last->part = static_cast<std::int64_t>(where.part);
      if (order_moves(query.sort)) page.last->start = walk_start(snapshot);
    }
    // What this range had to skip, the next need not.
    if (offset > 0) {
      const bool reached = static_cast<std::int64_t>(page.ids.size()) > before;
      offset = reached ? 0 : std::max<std::int64_t>(0, offset - run_count(snapshot.db(), plan.count(where)));
    }
  }
  return page;
}

std::int64_t count_tickets(const Snapshot& snapshot, const Query& query, CountMemory& memory) {
  const PagePlan plan{snapshot, query};
  if (plan.only_searches()) {
    SearchMemory& searches = snapshot.searches();
    const base::TermExpression& asked = *plan.question().matches.text;
    if (const auto known = searches.recall(snapshot.seq(), asked)) return known->total;
    return searches.search(snapshot.db(), snapshot.seq(), asked).total;
  }
  if (!plan.searches())
    if (const auto question = plan.filter().as_count_question())
      return count_tickets(snapshot.db(), *question);
  if (const auto known = memory.recall(query.selection(), snapshot.seq())) return *known;
  const std::int64_t total = run_count(snapshot.db(), plan.count({Part::all, {"TRUE", {}}}));
  memory.remember(query.selection(), snapshot.seq(), total);
  return total;
}

bool is_slow(const Snapshot& snapshot, const Query& query, const CountMemory& memory) {
  const PagePlan plan{snapshot, query};
  const TicketFilter& filter = plan.filter();
  const std::size_t key = query.sort.front().field;
  const bool indexed_sort =
      key == kUpdatedAt || key == kCreatedAt || key == kId || (key == kDueDate && query.sort.size() == 1);
  const bool counted = !plan.searches() && filter.as_count_question().has_value();
  if (indexed_sort && counted) return false;
  if (all_tickets(snapshot.db()) <= kManyTickets) return false;
  if (plan.searches()) {
    if (!plan.question().only_terms()) return true;
    const auto known = snapshot.searches().recall(snapshot.seq(), *plan.question().matches.text);
    const bool counts = !plan.only_searches() && !memory.recall(query.selection(), snapshot.seq());
    return key != kId || !known || known->gathers || counts;
  }
  return !filter.has_indexed_equality;
}

std::vector<std::string> explain_list(const Snapshot& snapshot, const Query& query) {
  const PagePlan plan{snapshot, query};
  std::vector<std::string> steps;
  for (const Range& where : plan.ranges(std::nullopt)) {
    SqlText text = plan.select(where, schema::kDefaultPageSize, 0);
    text.text = "EXPLAIN QUERY PLAN " + text.text;
    auto rows = prepare(snapshot.db(), text);
    while (rows.step()) steps.emplace_back(rows.text(3));
  }
  return steps;
}

}  // namespace expediter::store
