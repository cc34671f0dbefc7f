#include "store/ticket_walk.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "domain/history.h"
#include "store/sql_text.h"

namespace expediter::store {

namespace {

using domain::Ticket;
using schema::Position;
using schema::Scalar;
using schema::SortKey;

constexpr const schema::TableInfo& kTable = schema::kTableInfo<Ticket>;
constexpr std::size_t kUpdatedAt = schema::kIndexOf<&Ticket::updated_at>;
constexpr std::size_t kLinkedPoId = schema::kIndexOf<&Ticket::linked_po_id>;
constexpr std::size_t kLinkedPoNumber = schema::kIndexOf<&Ticket::linked_po_number>;

bool is_null(const Scalar& value) {
  return std::holds_alternative<std::monostate>(value);
}

// Whether `one` comes before `other` in the order: nulls last, the id in the first key's direction.
class Before {
 public:
  explicit Before(const std::vector<SortKey>& sort) : sort_(sort) {}

  bool operator()(const PlacedTicket& one, const PlacedTicket& other) const {
    for (std::size_t i = 0; i < sort_.size(); ++i) {
      if (one.keys[i] == other.keys[i]) continue;
      if (is_null(one.keys[i]) || is_null(other.keys[i])) return is_null(other.keys[i]);
      return (one.keys[i] < other.keys[i]) != sort_[i].descending;
    }
    if (one.id == other.id) return false;
    return (one.id.number < other.id.number) != sort_.front().descending;
  }

 private:
  const std::vector<SortKey>& sort_;
};

Scalar number_of_order(sql::Connection& connection, const Scalar& id) {
  if (is_null(id)) return {};
  auto row = connection.prepare("SELECT number FROM purchase_orders WHERE id = ?");
  row.bind(1, id);
  if (!row.step()) return {};
  return std::string{row.text(0)};
}

// Which field's entries in the history tell the values of a sort key.
std::size_t told_by(std::size_t field) {
  return field == kLinkedPoNumber ? kLinkedPoId : field;
}

// A sort key's value from what the history says stood there.
Scalar value_then(sql::Connection& connection, std::size_t field, const sql::Statement& entry, int column) {
  if (entry.is_null(column)) return {};
  const auto value = kTable.fields[told_by(field)].type.parse(entry.text(column));
  CHECK(value);  // It was written from a value of the field.
  return field == kLinkedPoNumber ? number_of_order(connection, *value) : *value;
}

// What the keys were at the start, given what they are; false where the ticket was not there yet.
bool go_back(sql::Connection& connection, const std::vector<SortKey>& sort, const schema::WalkStart& start,
             PlacedTicket& ticket) {
  auto entry = connection.prepare(
      "SELECT commit_seq, action, updated_before, field, from_value FROM ticket_history WHERE ticket_id = ? "
      "ORDER BY id DESC");
  entry.bind(1, ticket.id.number);
  // From the newest back to the oldest that came after the start: the last word is that one's.
  while (entry.step() && !entry.is_null(0) && static_cast<std::uint64_t>(entry.integer(0)) > start.commit) {
    if (entry.integer(1) == static_cast<std::int64_t>(domain::Action::created)) return false;
    const std::string_view changed = entry.is_null(3) ? "" : entry.text(3);
    for (std::size_t i = 0; i < sort.size(); ++i) {
      const std::size_t field = sort[i].field;
      if (field == kUpdatedAt)
        ticket.keys[i] = entry.integer(2);
      else if (kTable.fields[told_by(field)].name == changed)
        ticket.keys[i] = value_then(connection, field, entry, 4);
    }
  }
  return true;
}

}  // namespace

bool order_moves(const std::vector<SortKey>& sort) {
  constexpr std::size_t kId = schema::kIndexOf<&Ticket::id>;
  constexpr std::size_t kCreatedAt = schema::kIndexOf<&Ticket::created_at>;
  for (const SortKey& key : sort) {
    if (key.field == kId) return false;  // What stands behind it decides nothing.
    if (key.field != kCreatedAt) return true;
  }
  return false;
}

schema::WalkStart walk_start(const Snapshot& snapshot) {
  return {.commit = snapshot.seq(), .time = read_writer_state(snapshot.db()).last_change_at.seconds};
}

// The sign keeps the engine from choosing an index for it: nearly all tickets pass.
sql::SqlText unchanged_since(const schema::WalkStart& start) {
  return {"+tickets.updated_at < ?", {start.time}};
}

std::vector<PlacedTicket> place_changed(const Snapshot& snapshot, const sql::SqlText& changed,
                                        const std::vector<SortKey>& sort, const Position& after,
                                        std::int64_t limit) {
  CHECK(after.start);
  const Before before{sort};
  const PlacedTicket end{.id = {after.id}, .keys = after.keys};
  const auto most = static_cast<std::size_t>(limit);
  std::vector<PlacedTicket> found;
  const auto keep_first = [&] {
    std::sort(found.begin(), found.end(), before);
    if (found.size() > most) found.erase(found.begin() + limit, found.end());
  };
  auto rows = prepare(snapshot.db(), changed);
  while (rows.step()) {
    PlacedTicket ticket{.id = {rows.integer(0)}, .keys = owned_scalars(rows, 1, sort.size())};
    if (!go_back(snapshot.db(), sort, *after.start, ticket) || !before(end, ticket)) continue;
    found.push_back(std::move(ticket));
    if (found.size() >= 2 * most) keep_first();
  }
  keep_first();
  return found;
}

std::vector<PlacedTicket> merge_placed(std::vector<PlacedTicket> one, std::vector<PlacedTicket> other,
                                       const std::vector<SortKey>& sort, std::int64_t limit) {
  std::vector<PlacedTicket> merged;
  merged.reserve(one.size() + other.size());
  std::merge(std::make_move_iterator(one.begin()), std::make_move_iterator(one.end()),
             std::make_move_iterator(other.begin()), std::make_move_iterator(other.end()),
             std::back_inserter(merged), Before{sort});
  if (static_cast<std::int64_t>(merged.size()) > limit) merged.erase(merged.begin() + limit, merged.end());
  return merged;
}

}  // namespace expediter::store
