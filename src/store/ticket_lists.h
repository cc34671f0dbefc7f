#pragma once
// Lists of tickets: which ids a query finds, in order, and how many there are.
//
// The plans are ours, not the engine's guess: the maintained totals say how many tickets each status,
// priority, category and assignee has, and every usual filter and sort is answered from one index, a page at
// a time.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/ticket.h"
#include "schema/query.h"
#include "store/count_memory.h"
#include "store/database.h"

namespace expediter::store {

// A part of a list. `last` is where it ends, for a cursor; empty where it is empty.
struct TicketPage {
  std::vector<domain::TicketId> ids;
  std::optional<schema::Position> last;
  bool more = false;  // Whether rows follow.
};

// What to read of a query's result: after a position, or past `offset` rows.
struct PageRange {
  std::optional<schema::Position> after = std::nullopt;
  std::int64_t offset = 0;
  std::int64_t limit = schema::kDefaultPageSize;
};

TicketPage list_tickets(const Snapshot& snapshot, const schema::Query& query, const PageRange& range);

// The exact total. Costs a few rows for equality filters on status, priority, category or assignee. That of
// words alone is kept up to date in the snapshot's SearchMemory; else it is counted over the narrowest index
// and remembered in `memory` until the next commit.
std::int64_t count_tickets(const Snapshot& snapshot, const schema::Query& query, CountMemory& memory);

// Whether list or total may take longer than a loop should be held up (some milliseconds): a scan, a sort of
// many rows, a search that is not remembered. Cheap to ask.
bool is_slow(const Snapshot& snapshot, const schema::Query& query, const CountMemory& memory);

// The engine's plan for the first page, a line a step: for tests that hold lists to their indexes.
std::vector<std::string> explain_list(const Snapshot& snapshot, const schema::Query& query);

}  // namespace expediter::store
