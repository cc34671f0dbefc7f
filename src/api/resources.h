#pragma once
// What the files of the resources share, and the tables that they give to the whole.

#include <string>
#include <vector>

#include "api/call.h"
#include "api/route.h"
#include "schema/query.h"
#include "store/ticket_cache.h"

namespace expediter::api {

std::vector<Route> ticket_routes();
std::vector<Route> ticket_list_routes();
std::vector<Route> ticket_summary_routes();
std::vector<Route> ticket_export_routes();
std::vector<Route> note_routes();
std::vector<Route> session_routes();
std::vector<Route> session_list_routes();
std::vector<Route> two_factor_routes();
std::vector<Route> password_routes();
std::vector<Route> audit_routes();
std::vector<Route> profile_routes();
std::vector<Route> user_routes();
std::vector<Route> role_routes();
std::vector<Route> purchase_order_routes();
std::vector<Route> token_routes();
std::vector<Route> view_routes();
std::vector<Route> system_routes();

// The id in the path; throws ticket_not_found where it is none.
domain::TicketId ticket_id_of(const Call& call);
std::string location_of(domain::TicketId id);

// What this caller may ask tickets by.
const schema::TableInfo& ticket_table(const service::Caller& caller);
// How ticket queries of this caller are read on that day.
schema::QueryContext ticket_query_context(std::string_view me, base::Date today);
// Everything that a list's answer depends on besides the database: the day, how the server is set up, who
// asks and what he may see, and the question as it was sent. `today`: the day that its query is read on; a
// request looks at the clock once.
std::string list_key(const Call& call, base::Date today);

// How questions that cost alike are called: the list's name, what is asked, and roughly how far down.
std::string shape_of(std::string_view list, const schema::Query& query);

// Runs `make() -> StoredAnswer` unless the key has an answer already; keeps what it made under the key.
template <class Make>
service::StoredAnswer once(store::WriteContext& context, const service::IdempotencyKey& key, Make&& make) {
  if (!key.given()) return make();
  if (auto known = service::recall_answer(context, key)) return *std::move(known);
  service::StoredAnswer answer = make();
  service::remember_answer(context, key, answer);
  return answer;
}

// Answers what was made or recalled; the entity tag is the body's digest.
void answer_stored(http::Response& response, service::StoredAnswer& answer);

}  // namespace expediter::api
