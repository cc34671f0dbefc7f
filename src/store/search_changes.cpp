#include "store/search_changes.h"

#include <string_view>
#include <utility>

#include "base/search_terms.h"

namespace expediter::store {

void SearchChanges::change(domain::TicketId id, std::optional<std::string> before,
                           std::optional<std::string> after) {
  append(id.number, {.before = std::move(before), .after = std::move(after), .whole = true});
}

void SearchChanges::change_terms(domain::TicketId id, std::string gone, std::string come) {
  append(id.number, {.before = std::move(gone), .after = std::move(come), .whole = false});
}

void SearchChanges::append(std::int64_t id, SearchChange step) {
  auto& steps = by_id_[id];
  if (!steps.empty() && steps.back().whole && step.whole)
    steps.back().after = std::move(step.after);
  else
    steps.push_back(std::move(step));
}

void SearchChanges::merge(SearchChanges&& later) {
  for (auto& [id, steps] : later.by_id_)
    for (SearchChange& step : steps) append(id, std::move(step));
}

void SearchChanges::flush(sql::Connection& connection) const {
  const auto tell = [&](std::string_view sql, std::int64_t id, const std::string& terms) {
    if (!terms.empty()) connection.prepare(sql).bind(1, id).bind(2, std::string_view{terms}).run();
  };
  for (const auto& [id, steps] : by_id_) {
    for (const SearchChange& step : steps) {
      if (step.changes_nothing()) continue;
      // An index without content forgets by being told what it had been told.
      const std::string before = step.before.value_or("");
      const std::string after = step.after.value_or("");
      tell("INSERT INTO ticket_search (ticket_search, rowid, text) VALUES ('delete', ?, ?)", id,
           step.whole ? base::terms_without(before, after) : before);
      tell("INSERT INTO ticket_search (rowid, text) VALUES (?, ?)", id,
           step.whole ? base::terms_without(after, before) : after);
    }
  }
}

}  // namespace expediter::store
