#pragma once
// What a group of changes adds to the search index and takes from it; kept in memory until its commit.
//
// Written in the order of ids, once a commit: the index gathers words in memory and writes them out whenever
// an id comes that is not above the last, and at every savepoint. A piece for each change instead of one for
// all costs several times as much, then and when the pieces are merged.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "domain/ticket.h"
#include "sql/connection.h"

namespace expediter::store {

// Belongs to one thread.
class SearchChanges {
 public:
  // The text that `id` is found by was `before` and is now `after`; empty where it was not, or is no more.
  void change(domain::TicketId id, std::optional<std::string> before, std::optional<std::string> after);
  // What follows on what is here.
  void merge(SearchChanges&& later);
  void flush(sql::Connection& connection) const;
  // Calls `take(before, after)` for each text that is another now; nothing is left here.
  template <class Take>
  void take_each(Take&& take) {
    for (auto& [id, texts] : by_id_)
      if (texts.before != texts.after) take(std::move(texts.before), std::move(texts.after));
    by_id_.clear();
  }

 private:
  struct Texts {
    std::optional<std::string> before;
    std::optional<std::string> after;
  };
  std::map<std::int64_t, Texts> by_id_;
};

}  // namespace expediter::store
