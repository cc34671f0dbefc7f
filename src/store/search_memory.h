#pragma once
// What searches found lately, kept true by what has changed since, instead of being searched for anew.
//
// To count the tickets that have a word means to look at each of them, and a word that may be the beginning
// of others makes the index gather all of them before it yields the first: a tenth of a second for a word
// that half of a million tickets have. So both are remembered, the total and which words begin so, with the
// commit that they are true of; and the terms that each commit changes are kept for a while. A later reader
// looks at those alone. Of some changes only the terms that came and went are kept: they leave the searches
// for other terms as they are, and those for one of them are made anew.

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/search_question.h"
#include "sql/connection.h"
#include "store/search_changes.h"

namespace expediter::store {

// Safe for use by any number of threads at once, each with a connection of its own. Bounded.
class SearchMemory {
 public:
  struct Found {
    std::string match;    // For MATCH.
    bool gathers = true;  // Whether the index gathers all that match before it yields the first.
    std::int64_t total = 0;
  };

  // `seq`: the database's when it was opened.
  explicit SearchMemory(std::uint64_t seq) : complete_from_(seq) {}

  // Makes a new connection, not in a transaction, one that this can search with.
  static void prepare(sql::Connection& connection);

  // For the writer: what commit `seq` changed, before readers may use that commit.
  void note(std::uint64_t seq, SearchChanges changes);

  // What has such terms as of commit `seq`, where that is known without a search.
  std::optional<Found> recall(std::uint64_t seq, const base::TermExpression& asked);
  // The same by a search, remembered. `connection` reads of commit `seq`.
  Found search(sql::Connection& connection, std::uint64_t seq, const base::TermExpression& asked);

 private:
  static constexpr std::size_t kSearches = 512;
  static constexpr std::size_t kChanges = 1'024;
  static constexpr std::size_t kChangedBytes = std::size_t{2} << 20;

  struct Change : SearchChange {
    std::uint64_t seq = 0;
    std::size_t bytes() const { return (before ? before->size() : 0) + (after ? after->size() : 0); }
  };
  struct Endings {
    std::vector<std::string> terms;
    bool too_many = false;  // Then they are not listed.
  };
  struct Search {
    std::uint64_t seq = 0;
    base::TermExpression asked;
    std::map<std::string, Endings> endings;  // Of each beginning in it.
    std::int64_t total = 0;

    void note_endings(std::string_view term);
    // False where it cannot be told: of a ticket with many terms only those that changed are known, and some
    // of them are asked for here.
    bool apply(const Change& change);
    Found found() const;
  };

  std::mutex mutex_;
  std::unordered_map<std::string, Search> searches_;   // By what they ask for.
  std::deque<std::shared_ptr<const Change>> changes_;  // In the order of commits.
  std::size_t changed_bytes_ = 0;
  std::uint64_t complete_from_;  // All that later commits changed is here.
};

}  // namespace expediter::store
