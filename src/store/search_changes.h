#pragma once
// What a group of changes adds to the search index and takes from it; kept in memory until its commit.
//
// Written in the order of ids, once a commit: the index gathers words in memory and writes them out whenever
// an id comes that is not above the last, and at every savepoint. A piece for each change instead of one for
// all costs several times as much, then and when the pieces are merged.
//
// The index is a set of pairs, a term and the ticket that has it: it takes a pair that it has already for
// that same pair, and so can be told of single terms. A change is known in one of two ways: by all of the
// ticket's terms before and after, which is cheap while its texts are short; or by the terms that came and
// went. Terms are joined, as base::TermSet has them.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/ticket.h"
#include "sql/connection.h"

namespace expediter::store {

// One change of what a ticket is found by. `whole`: all its terms; empty where it was not, or is no more.
// Else the terms that went and those that came, of a ticket that has more; some may come that were there.
struct SearchChange {
  std::optional<std::string> before;
  std::optional<std::string> after;
  bool whole = true;
  bool changes_nothing() const { return whole && before == after; }
};

// The terms that a ticket with long notes is about to lose, read before the turn of the change that takes
// them, for which all others wait: a ticket's notes may come to 16 MiB.
struct ForeseenLoss {
  domain::TicketId ticket;
  std::int64_t note = 0;        // Whose terms they are; 0 for those of title and description, or all.
  std::int64_t last_entry = 0;  // Of the ticket's history: with a later one, this is out of date.
  std::string terms;
};

// Belongs to one thread.
class SearchChanges {
 public:
  // The terms of `id` were `before` and are now `after`; empty where it was not, or is no more.
  void change(domain::TicketId id, std::optional<std::string> before, std::optional<std::string> after);
  // Of the terms of `id`, `gone` are no more, and `come` are there now.
  void change_terms(domain::TicketId id, std::string gone, std::string come);
  // What follows on what is here.
  void merge(SearchChanges&& later);
  void flush(sql::Connection& connection) const;
  // Calls `take(SearchChange)` for each, those of one ticket in their order; nothing is left here.
  template <class Take>
  void take_each(Take&& take) {
    for (auto& [id, steps] : by_id_)
      for (SearchChange& step : steps)
        if (!step.changes_nothing()) take(std::move(step));
    by_id_.clear();
  }

 private:
  void append(std::int64_t id, SearchChange step);

  std::map<std::int64_t, std::vector<SearchChange>> by_id_;
};

}  // namespace expediter::store
