#pragma once
// Queries over the tickets' table as tests ask them: on 2024-03-10, a Sunday, by jane.doe@acme.com.

#include <string>
#include <string_view>
#include <vector>

#include "domain/ticket.h"
#include "schema/query.h"

namespace expediter::schema {

inline const TableInfo& tickets() {
  return kTableInfo<domain::Ticket>;
}

inline std::size_t ticket_field(std::string_view name) {
  return static_cast<std::size_t>(tickets().find(name));
}

inline QueryContext ticket_context() {
  return {.me = "jane.doe@acme.com",
          .today = *base::parse_date("2024-03-10"),
          .default_sort = {ticket_field("Updated At"), true},
          .default_search_sort = {ticket_field("id"), true},
          .searchable = true};
}

inline Query ask(const std::vector<Parameter>& parameters) {
  return parse_query(parameters, tickets(), ticket_context());
}

// The violations that asking gives; none where it is fine.
inline base::Violations faults(const std::vector<Parameter>& parameters) {
  try {
    ask(parameters);
  } catch (const base::Error& error) {
    return error.violations();
  }
  return {};
}

// "Field.Code: message" of the only violation; "fine" where there is none, "several" where there are more.
inline std::string fault(const std::vector<Parameter>& parameters) {
  const base::Violations all = faults(parameters);
  if (all.empty()) return "fine";
  return all.size() > 1 ? "several" : all.front().code + ": " + all.front().message;
}

}  // namespace expediter::schema
