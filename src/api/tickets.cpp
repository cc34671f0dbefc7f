// The routes of tickets: one ticket, and its changes. Lists are in ticket_lists.cpp, notes in notes.cpp.

#include "api/call.h"
#include "api/preconditions.h"
#include "api/resources.h"
#include "api/route.h"

namespace expediter::api {

namespace {

using base::Error;
using base::ErrorCode;
using domain::Area;
using domain::Ticket;
using domain::TicketId;
using http::Method;

void answer_ticket(http::Response& response, int status, const service::TicketVersion& version) {
  response.status = status;
  add_tag(response, version.tag);
  if (status == 201) response.location = location_of(version.id);
  response.body = version.json;
}

void answer_read(http::Response& response, const store::RenderedTicket& ticket,
                 std::string_view if_none_match) {
  if (answer_not_modified(response, if_none_match, ticket.tag())) return;
  add_tag(response, ticket.tag());
  ticket.append_to(response.body);
}

void get_ticket(Call& call) {
  const TicketId id = ticket_id_of(call);
  store::TicketCache& cache = call.services().database.tickets();
  const std::string_view if_none_match = call.request().header("If-None-Match");
  // Runs under a lock of the cache and only copies.
  if (cache.find(id, UINT64_MAX, [&](const store::RenderedTicket& ticket) {
        answer_read(call.response(), ticket, if_none_match);
      }))
    return;
  call.read({}, [&cache, id, if_none_match = std::string{if_none_match}](const store::Snapshot& snapshot,
                                                                         http::Response& response) {
    const auto ticket = store::find_ticket(snapshot.db(), id);
    if (!ticket) throw Error{ErrorCode::ticket_not_found};
    store::RenderedTicket rendered{*ticket, snapshot.seq()};
    answer_read(response, rendered, if_none_match);
    cache.fill(id, std::move(rendered));
  });
}

void create_ticket(Call& call) {
  auto patch = call.patch<Ticket>(schema::Intent::create);
  call.write(
      [patch = std::move(patch), caller = call.caller(), key = call.idempotency_key(),
       policy = call.services().tickets](store::WriteContext& context) {
        return once(context, key, [&] {
          const auto version = service::create_ticket(context, caller, patch, policy);
          return service::StoredAnswer{201, location_of(version.id), version.json};
        });
      },
      answer_stored);
}

void update_ticket(Call& call) {
  const TicketId id = ticket_id_of(call);
  auto patch = call.patch<Ticket>(schema::Intent::update);
  const bool changes_text =
      schema::at<&Ticket::title>(patch).has_value() || schema::at<&Ticket::description>(patch).has_value();
  auto apply = [id, patch = std::move(patch), caller = call.caller(), precondition = precondition_of(call),
                policy = call.services().tickets](store::WriteContext& context) {
    return service::update_ticket(context, caller, id, patch, precondition, policy);
  };
  const auto render = [](http::Response& response, const service::TicketVersion& version) {
    answer_ticket(response, 200, version);
  };
  if (!changes_text) return call.write(std::move(apply), render);
  call.write_foreseeing(
      id, [id](sql::Connection& db) { return store::foresee_loss_of_text(db, id); }, std::move(apply),
      render);
}

void delete_ticket(Call& call) {
  const TicketId id = ticket_id_of(call);
  service::Precondition precondition = precondition_of(call);
  call.write_foreseeing(
      id, [id](sql::Connection& db) { return store::foresee_loss_of_all(db, id); },
      [id, caller = call.caller(), precondition = std::move(precondition)](store::WriteContext& context) {
        service::delete_ticket(context, caller, id, precondition);
        return id;
      },
      [](http::Response& response, TicketId deleted) {
        answer_message(response, 200, domain::format_ticket_id(deleted) + " was deleted.");
      });
}

constexpr const schema::TableInfo* kTicket = &schema::kTableInfo<Ticket>;
constexpr std::string_view kOnePath = "/api/issue-tracker-tickets/{id}";

}  // namespace

std::vector<Route> ticket_routes() {
  return {
      {Method::get,
       kOnePath,
       Need::to_view(Area::issue_tracker),
       get_ticket,
       {.tag = "Tickets",
        .summary = "Get a ticket.",
        .shape = Shape::entity,
        .entity = kTicket,
        .codes = {ErrorCode::ticket_not_found},
        .tagged = true}},
      {Method::post,
       "/api/issue-tracker-tickets",
       Need::to_edit(Area::issue_tracker),
       create_ticket,
       {.tag = "Tickets",
        .summary = "Create a ticket.",
        .success = 201,
        .shape = Shape::entity,
        .entity = kTicket,
        .takes_entity = true,
        .tagged = true}},
      {Method::put,
       kOnePath,
       Need::to_edit(Area::issue_tracker),
       update_ticket,
       {.tag = "Tickets",
        .summary = "Change the fields that are sent.",
        .shape = Shape::entity,
        .entity = kTicket,
        .takes_entity = true,
        .codes = {ErrorCode::ticket_not_found, ErrorCode::ticket_changed},
        .tagged = true,
        .guarded = true}},
      {Method::patch,
       kOnePath,
       Need::to_edit(Area::issue_tracker),
       update_ticket,
       {.tag = "Tickets",
        .summary = "The same as PUT (JSON Merge Patch).",
        .shape = Shape::entity,
        .entity = kTicket,
        .takes_entity = true,
        .codes = {ErrorCode::ticket_not_found, ErrorCode::ticket_changed},
        .tagged = true,
        .guarded = true}},
      {Method::del,
       kOnePath,
       Need::to_edit(Area::issue_tracker),
       delete_ticket,
       {.tag = "Tickets",
        .summary = "Delete a ticket; its history stays.",
        .shape = Shape::message,
        .codes = {ErrorCode::ticket_not_found, ErrorCode::ticket_changed},
        .guarded = true}},
  };
}

}  // namespace expediter::api
