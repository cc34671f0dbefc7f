#pragma once
// Maintained totals: how many tickets there are by status and priority, of all, of each category and
// assignee; and how many were last changed on each day. They live in the database and change in the
// transaction that changes the tickets, so they are exact always.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/ticket.h"
#include "sql/connection.h"

namespace expediter::store {

// Ranks are stored: never reorder, only append.
enum class Dimension : std::uint8_t { all, category, assignee };

// What a group of changes adds to and takes from the totals; kept in memory until its commit, so that a
// hundred changes of one total cost one statement.
class CountDeltas {
 public:
  void add(const domain::Ticket& ticket, std::int64_t by);
  void merge(const CountDeltas& other);
  // Writes what is not zero.
  void flush(sql::Connection& connection) const;

 private:
  using Key = std::tuple<Dimension, std::string, domain::Status, domain::Priority>;
  std::map<Key, std::int64_t> deltas_;
  std::map<std::int32_t, std::int64_t> days_;
};

// Which tickets to sum up: the values of one dimension ('' for all, and for no assignee), and the statuses
// and priorities, as bit sets by rank.
struct CountQuestion {
  Dimension dimension = Dimension::all;
  std::vector<std::string> values{""};
  unsigned statuses = 0xF;
  unsigned priorities = 0xF;
};
std::int64_t count_tickets(sql::Connection& connection, const CountQuestion& question);

// A place in the list of all tickets by their last change: so many rows into those of a day, in the direction
// of the list.
struct DayPosition {
  base::Date day;
  std::int64_t offset = 0;
};
// Where the row stands that has `offset` rows before it; empty where there are not so many.
std::optional<DayPosition> find_day(sql::Connection& connection, bool newest_first, std::int64_t offset);

}  // namespace expediter::store
