#pragma once
// What a ticket filter asks of the fields that indexes and maintained totals are kept by.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/query.h"
#include "store/ticket_counts.h"

namespace expediter::store {

// The conjuncts of a filter, sorted by what can be done with them.
struct TicketFilter {
  unsigned statuses = 0xF;  // Bit sets by rank.
  unsigned priorities = 0xF;
  // As the totals have them: "" for none, never for an empty text. Empty where no ticket can match.
  std::optional<std::vector<std::string>> assignees;
  std::optional<std::vector<std::string>> categories;
  schema::Filter rest;  // All conjuncts but those on status and priority; all_of.
  bool has_indexed_equality =
      false;                // One of rest is an equality on an id, order, reporter, assignee or category.
  bool has_others = false;  // Rest holds more than assignees and categories say.

  bool restricts_status() const { return statuses != 0xF || priorities != 0xF; }
  // The question to the maintained totals that this filter amounts to, if it does to one.
  std::optional<CountQuestion> as_count_question() const;
};

TicketFilter analyse(const schema::Filter& filter);

}  // namespace expediter::store
