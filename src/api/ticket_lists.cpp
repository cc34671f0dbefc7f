// The list of tickets: from the cache of whole answers, else ids from an index joined with rendered tickets.

#include "store/ticket_lists.h"

#include <algorithm>

#include "api/resources.h"
#include "base/text.h"
#include "schema/csv_table.h"
#include "schema/query.h"
#include "store/budget.h"
#include "store/search_suggestion.h"

namespace expediter::api {

namespace {

using domain::Area;
using domain::Ticket;
using http::Method;
using schema::Query;

constexpr const schema::TableInfo& kTable = schema::kTableInfo<Ticket>;

// Same store, same commit and same key, same bytes: so the three make an entity tag without a look at the
// body. Half of the incarnation is as good as the whole.
std::string list_tag(const store::Database& database, std::string_view key, std::uint64_t seq) {
  return database.incarnation().substr(0, 16) + "-" + std::to_string(seq) + "-" +
         std::to_string(std::hash<std::string_view>{}(key));
}

bool wants_notes(const std::vector<std::size_t>& fields) {
  return fields.empty() ||
         std::find(fields.begin(), fields.end(), schema::kIndexOf<&Ticket::notes>) != fields.end();
}

void append_row(Services& services, const store::Snapshot& snapshot, domain::TicketId id,
                const std::vector<std::size_t>& fields, std::string& out) {
  const auto append = [&](const store::RenderedTicket& ticket) {
    if (out.back() != '[') out += ',';
    ticket.append_listed_to(out, fields);
  };
  store::TicketCache& cache = services.database.tickets();
  if (cache.find(id, snapshot.seq(), append)) return;
  // Notes that nobody asked for are neither read nor rendered; what lacks them is nothing for the cache.
  const bool with_notes = wants_notes(fields);
  const auto ticket =
      store::find_ticket(snapshot.db(), id, with_notes ? store::Notes::shown : store::Notes::none);
  if (!ticket) return;
  store::RenderedTicket rendered{*ticket, snapshot.seq()};
  append(rendered);
  if (with_notes) cache.fill(id, std::move(rendered));
}

std::shared_ptr<const std::string> make_list(Services& services, const store::Snapshot& snapshot,
                                             const Query& query) {
  store::PageRange range{.limit = query.page_size};
  if (!query.cursor.empty())
    range.after = schema::read_cursor(query, services.cursor_key);
  else
    range.offset = (query.page - 1) * query.page_size;
  Envelope envelope{kTable, query, store::count_tickets(snapshot, query, services.counts), {}};
  if (envelope.total == 0 && !query.words.empty())
    envelope.suggestion = store::find_suggestion(snapshot, query).value_or("");
  store::TicketPage page;
  if (range.offset < envelope.total) page = store::list_tickets(snapshot, query, range);
  if (page.more && page.last)
    envelope.next_cursor = schema::make_cursor(*page.last, query, services.cursor_key);
  auto body = std::make_shared<std::string>();
  body->reserve(2048 + page.ids.size() * 640);
  open_envelope(*body, envelope);
  for (const domain::TicketId id : page.ids) {
    store::check_budget();
    append_row(services, snapshot, id, query.fields, *body);
  }
  close_envelope(*body, envelope);
  return body;
}

void answer_list(http::Response& response, const std::string& tag, const std::string& body) {
  add_tag(response, tag);
  response.body = body;
}

void list_tickets(Call& call) {
  Services& services = call.services();
  const base::Date today = base::date_of(services.clock.now());
  const std::string key = list_key(call, today);
  // `*` names whatever answer there is, and a question that is refused has none.
  if (base::trim(call.request().header("If-None-Match")) == "*")
    schema::parse_query(schema::parse_parameters(call.request().query), ticket_table(call.caller()),
                        ticket_query_context(call.caller().email, today));
  const std::uint64_t seq = services.database.tickets().published();
  if (answer_not_modified(call.response(), call.request(), list_tag(services.database, key, seq))) return;
  if (const auto known = services.lists.find(key, seq))
    return answer_list(call.response(), list_tag(services.database, key, seq), *known);

  const auto parameters = schema::parse_parameters(call.request().query);
  Query query = schema::parse_query(parameters, ticket_table(call.caller()),
                                    ticket_query_context(call.caller().email, today));
  if (query.fields.empty() && !services.tickets.notes_in_lists) {
    query.fields = schema::served_fields(kTable);
    std::erase(query.fields, schema::kIndexOf<&Ticket::notes>);
  }
  Question question{.shape = shape_of("tickets", query)};
  const auto wanted = std::make_shared<const Query>(std::move(query));  // Answers are copied.
  question.is_slow = [&services, wanted](const store::Snapshot& snapshot) {
    return store::is_slow(snapshot, *wanted, services.counts);
  };
  call.read(std::move(question),
            [&services, key, wanted](const store::Snapshot& snapshot, http::Response& response) {
              const auto body = make_list(services, snapshot, *wanted);
              services.lists.keep(key, snapshot.seq(), body);
              answer_list(response, list_tag(services.database, key, snapshot.seq()), *body);
            });
}

}  // namespace

std::vector<Route> ticket_list_routes() {
  return {
      {Method::get,
       "/api/issue-tracker-tickets",
       Need::to_view(Area::issue_tracker),
       list_tickets,
       {.tag = "Tickets",
        .summary = "List tickets: filter, search, sort, page.",
        .shape = Shape::list,
        .entity = &kTable,
        .list_parameters = true,
        .parameters = {{"q"}},
        .tagged = true}},
  };
}

}  // namespace expediter::api
