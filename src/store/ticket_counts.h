#pragma once
// Maintained totals: how many tickets there are by status and priority, of all, of each category and
// assignee. They live in the database and change in the transaction that changes the tickets, so they are
// exact always.

#include <cstdint>
#include <map>
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
  void clear() { deltas_.clear(); }
  // Writes what is not zero.
  void flush(sql::Connection& connection) const;

 private:
  using Key = std::tuple<Dimension, std::string, domain::Status, domain::Priority>;
  std::map<Key, std::int64_t> deltas_;
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

}  // namespace expediter::store
