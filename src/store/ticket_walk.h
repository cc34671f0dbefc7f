#pragma once
// Walks by cursor over tickets that change meanwhile.
//
// A walk goes through the tickets in the order that they had when it began: a ticket keeps the place that its
// sort keys then gave it, however often they change before the walk comes there, and so comes once. What was
// not changed since stands at its place anyway. What was changed is found by its time and put where the
// history says that it stood. Nothing is remembered between two pages but what the cursor holds.

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/ticket.h"
#include "schema/query.h"
#include "sql/render_query.h"
#include "store/database.h"

namespace expediter::store {

// A ticket with the values of the sort keys, as of the start of a walk.
struct PlacedTicket {
  domain::TicketId id;
  std::vector<schema::Scalar> keys;
};

// Whether a change of a ticket can move it in this order.
bool order_moves(const std::vector<schema::SortKey>& sort);

schema::WalkStart walk_start(const Snapshot& snapshot);

// The condition that keeps what was surely not changed since the start.
sql::SqlText unchanged_since(const schema::WalkStart& start);

// Of the tickets that `changed` selects (their id, then their present sort keys), those that stood behind
// `after` when its walk began, in that order, and at most `limit` of them. A ticket that was not there yet is
// none of the walk. Costs two to four microseconds for each that `changed` selects; keeps at most twice
// `limit`.
std::vector<PlacedTicket> place_changed(const Snapshot& snapshot, const sql::SqlText& changed,
                                        const std::vector<schema::SortKey>& sort,
                                        const schema::Position& after, std::int64_t limit);

// Merges two parts of one order, up to `limit`.
std::vector<PlacedTicket> merge_placed(std::vector<PlacedTicket> one, std::vector<PlacedTicket> other,
                                       const std::vector<schema::SortKey>& sort, std::int64_t limit);

}  // namespace expediter::store
