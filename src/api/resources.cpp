#include "api/resources.h"

#include <fmt/format.h>

#include <bit>

#include "base/random.h"
#include "service/purchase_orders.h"

namespace expediter::api {

domain::TicketId ticket_id_of(const Call& call) {
  const auto id = domain::parse_ticket_id(call.path_value(0));
  if (!id) throw base::Error{base::ErrorCode::ticket_not_found};
  return *id;
}

std::string location_of(domain::TicketId id) {
  return "/api/issue-tracker-tickets/" + domain::format_ticket_id(id);
}

const schema::TableInfo& ticket_table(const service::Caller& caller) {
  return service::may_view_register(caller) ? schema::kTableInfo<domain::Ticket>
                                            : domain::kTicketsWithoutRegister;
}

schema::QueryContext ticket_query_context(std::string_view me, base::Date today) {
  using domain::Ticket;
  return {.me = me,
          .today = today,
          .default_sort = {schema::kIndexOf<&Ticket::updated_at>, true},
          .default_search_sort = {schema::kIndexOf<&Ticket::id>, true},
          .searchable = true};
}

std::string list_key(const Call& call, base::Date today) {
  std::string key = std::to_string(today.days);
  // A tag outlives the process, which may come back with another setting.
  key += call.services().tickets.notes_in_lists ? "n" : "";
  // One address may stand for callers of different rights: a session, and tokens of narrower scope.
  key += service::may_view_register(call.caller()) ? "+\n" : "-\n";
  return key.append(call.caller().email).append("\n").append(call.request().query);
}

std::string shape_of(std::string_view list, const schema::Query& query) {
  const auto passed_over = static_cast<std::uint64_t>((query.page - 1) * query.page_size);
  return fmt::format("{} {} {}\n{}", list, std::bit_width(passed_over), query.cursor.empty() ? 'p' : 'c',
                     query.canonical);
}

void answer_stored(http::Response& response, service::StoredAnswer& answer) {
  response.status = answer.status;
  add_tag(response, base::content_tag(answer.body));
  response.location = answer.location;
  response.body = std::move(answer.body);
}

std::span<const Route> routes() {
  static const std::vector<Route> all = [] {
    std::vector<Route> gathered;
    for (const auto& table :
         {ticket_routes(), ticket_list_routes(), ticket_summary_routes(), ticket_export_routes(),
          note_routes(), session_routes(), session_list_routes(), two_factor_routes(), password_routes(),
          audit_routes(), profile_routes(), user_routes(), role_routes(), purchase_order_routes(),
          token_routes(), view_routes(), system_routes()})
      gathered.insert(gathered.end(), table.begin(), table.end());
    return gathered;
  }();
  return all;
}

}  // namespace expediter::api
