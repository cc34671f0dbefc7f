#pragma once
// What a group of changes adds to the search index and takes from it; kept in memory until its commit.
//
// Written in the order of ids, once a commit: the index gathers words in memory and writes them out whenever
// an id comes that is not above the last, and at every savepoint. A piece for each change instead of one for
// all costs several times as much, then and when the pieces are merged.
//
// The index is a set of pairs, a word and the ticket that has it: it takes a pair that it has already for
// that same pair, and so can be told of single words. So a change is told in one of two ways: by the ticket's
// whole text before and after, which is cheap while the text is short; or by the words that came and went.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/ticket.h"
#include "sql/connection.h"

namespace expediter::store {

// One change of what a ticket is found by. `whole`: of its whole text; empty where it was not, or is no more.
// Else the words that went and those that came, of a text that is longer; words may come that were there.
struct SearchChange {
  std::optional<std::string> before;
  std::optional<std::string> after;
  bool whole = true;
  bool changes_nothing() const { return whole && before == after; }
};

// Belongs to one thread.
class SearchChanges {
 public:
  // The text that `id` is found by was `before` and is now `after`; empty where it was not, or is no more.
  void change(domain::TicketId id, std::optional<std::string> before, std::optional<std::string> after);
  // Of the words that `id` is found by, `gone` are no more in any of its text, and `come` are in it now.
  void change_words(domain::TicketId id, std::string gone, std::string come);
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
