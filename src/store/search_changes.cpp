#include "store/search_changes.h"

#include <string_view>
#include <utility>

namespace expediter::store {

void SearchChanges::change(domain::TicketId id, std::optional<std::string> before,
                           std::optional<std::string> after) {
  const auto [known, is_new] = by_id_.try_emplace(id.number, Texts{std::move(before), {}});
  known->second.after = std::move(after);
}

void SearchChanges::merge(SearchChanges&& later) {
  for (auto& [id, texts] : later.by_id_) change({id}, std::move(texts.before), std::move(texts.after));
}

void SearchChanges::flush(sql::Connection& connection) const {
  for (const auto& [id, texts] : by_id_) {
    if (texts.before == texts.after) continue;
    // An index without content forgets by being told what it had been told.
    if (texts.before)
      connection.prepare("INSERT INTO ticket_search (ticket_search, rowid, text) VALUES ('delete', ?, ?)")
          .bind(1, id)
          .bind(2, std::string_view{*texts.before})
          .run();
    if (texts.after)
      connection.prepare("INSERT INTO ticket_search (rowid, text) VALUES (?, ?)")
          .bind(1, id)
          .bind(2, std::string_view{*texts.after})
          .run();
  }
}

}  // namespace expediter::store
