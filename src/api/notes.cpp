// The routes of a ticket's notes and history.

#include <algorithm>

#include "api/entity_answers.h"
#include "api/preconditions.h"
#include "api/resources.h"
#include "base/text.h"

namespace expediter::api {

namespace {

using base::Error;
using base::ErrorCode;
using domain::Area;
using domain::Note;
using http::Method;

std::int64_t note_id_of(const Call& call) {
  const auto id = base::parse_integer(call.path_value(1));
  if (!id) throw Error{ErrorCode::note_not_found};
  return *id;
}

// A page of these rows holds so many bytes of text and ends early then, with a cursor to go on from.
constexpr std::size_t kPageBytes = std::size_t{1024} * 1024;

std::size_t bytes_of(const Note& note) {
  return note.text.size();
}
std::size_t bytes_of(const domain::HistoryEntry& entry) {
  return (entry.from ? entry.from->size() : 0) + (entry.to ? entry.to->size() : 0);
}

// The list parameters of a list that belongs to one ticket. Short ones come whole where no page is asked for.
template <class Entity>
schema::Query parse_list(const Call& call) {
  const auto parameters = schema::parse_parameters(call.request().query);
  const schema::SortKey by_id{schema::kIndexOf<&Entity::id>, false};
  schema::Query query = schema::parse_query(parameters, schema::kTableInfo<Entity>,
                                            {.me = call.caller().email,
                                             .today = base::date_of(call.services().clock.now()),
                                             .default_sort = by_id,
                                             .default_search_sort = by_id});
  const bool sized = std::any_of(parameters.begin(), parameters.end(),
                                 [](const schema::Parameter& p) { return p.name == "page_size"; });
  if (!sized) query.page_size = schema::kMaxPageSize;
  return query;
}

// Answers the rows of one ticket that the query asks for. `check(sql::Connection&)` throws where there is no
// such list.
template <class Entity, class Check>
void answer_list_of(Call& call, domain::TicketId id, Check check) {
  Services& services = call.services();
  schema::Query query = parse_list<Entity>(call);
  std::optional<schema::Position> after;
  if (!query.cursor.empty()) after = schema::read_cursor(query, services.cursor_key);
  Question question{.shape = shape_of(call.request().path, query)};
  call.read(std::move(question), [&services, id, query = std::move(query), after = std::move(after), check](
                                     const store::Snapshot& snapshot, http::Response& response) {
    check(snapshot.db());
    std::size_t bytes = 0;
    const store::RoomFor<Entity> room = [&bytes](const Entity& row) {
      return (bytes += bytes_of(row)) <= kPageBytes;
    };
    auto page = store::list_entities<Entity>(snapshot.db(), query, after,
                                             {.text = "ticket_id = ?", .bindings = {id.number}}, room);
    Envelope envelope{schema::kTableInfo<Entity>, query, page.total, {}};
    if (page.next) envelope.next_cursor = schema::make_cursor(*page.next, query, services.cursor_key);
    append_page(response.body, envelope, page.rows);
  });
}

void list_notes(Call& call) {
  const domain::TicketId id = ticket_id_of(call);
  answer_list_of<Note>(call, id, [id](sql::Connection& db) {
    if (!store::find_ticket(db, id, store::Notes::none)) throw Error{ErrorCode::ticket_not_found};
  });
}

void list_history(Call& call) {
  const domain::TicketId id = ticket_id_of(call);
  answer_list_of<domain::HistoryEntry>(call, id,
                                       [id, superuser = call.caller().superuser()](sql::Connection& db) {
                                         const auto deleted = store::find_deleted(db, id);
                                         // A deleted ticket's history is for the audit: others learn no more
                                         // than that there is no such ticket.
                                         if (!deleted || (*deleted && !superuser))
                                           throw Error{ErrorCode::ticket_not_found};
                                       });
}

void add_note(Call& call) {
  const domain::TicketId id = ticket_id_of(call);
  auto patch = call.patch<Note>(schema::Intent::create);
  call.write(
      [id, patch = std::move(patch), caller = call.caller(),
       key = call.idempotency_key()](store::WriteContext& context) {
        return once(context, key, [&] {
          const auto note = service::add_note(context, caller, id, patch);
          return service::StoredAnswer{201, location_of(id) + "/notes/" + std::to_string(note.id), note.json};
        });
      },
      answer_stored);
}

void require_note(store::WriteContext& context, const service::Precondition& condition, domain::TicketId id,
                  std::int64_t note) {
  require_version(condition, [&](std::string& out) {
    const auto found = store::find_note(context.db(), id, note);
    if (!found) throw Error{ErrorCode::note_not_found};
    schema::append_entity(out, found->note);
  });
}

void update_note(Call& call) {
  const domain::TicketId id = ticket_id_of(call);
  const std::int64_t note = note_id_of(call);
  auto patch = call.patch<Note>(schema::Intent::update);
  call.write_foreseeing(
      id, [id, note](sql::Connection& db) { return store::foresee_loss_of_note(db, id, note); },
      [id, note, patch = std::move(patch), caller = call.caller(),
       condition = precondition_of(call)](store::WriteContext& context) {
        require_note(context, condition, id, note);
        return service::update_note(context, caller, id, note, patch);
      },
      [](http::Response& response, service::NoteVersion& version) {
        response.body = std::move(version.json);
      });
}

void delete_note(Call& call) {
  const domain::TicketId id = ticket_id_of(call);
  const std::int64_t note = note_id_of(call);
  call.write_foreseeing(
      id, [id, note](sql::Connection& db) { return store::foresee_loss_of_note(db, id, note); },
      [id, note, caller = call.caller(), condition = precondition_of(call)](store::WriteContext& context) {
        require_note(context, condition, id, note);
        service::delete_note(context, caller, id, note);
        return note;
      },
      [](http::Response& response, std::int64_t) { answer_message(response, 200, "The note was deleted."); });
}

constexpr const schema::TableInfo* kNote = &schema::kTableInfo<Note>;
constexpr std::string_view kAllPath = "/api/issue-tracker-tickets/{id}/notes";
constexpr std::string_view kOnePath = "/api/issue-tracker-tickets/{id}/notes/{note}";

}  // namespace

std::vector<Route> note_routes() {
  return {
      {Method::get,
       kAllPath,
       Need::to_view(Area::issue_tracker),
       list_notes,
       {.tag = "Notes",
        .summary = "List a ticket's notes, oldest first.",
        .shape = Shape::list,
        .entity = kNote,
        .list_parameters = true,
        .codes = {ErrorCode::ticket_not_found}}},
      {Method::post,
       kAllPath,
       Need::to_edit(Area::issue_tracker),
       add_note,
       {.tag = "Notes",
        .summary = "Add a note.",
        .success = 201,
        .shape = Shape::entity,
        .entity = kNote,
        .takes_entity = true,
        .codes = {ErrorCode::ticket_not_found, ErrorCode::ticket_full},
        .tagged = true}},
      {Method::put,
       kOnePath,
       Need::to_edit(Area::issue_tracker),
       update_note,
       {.tag = "Notes",
        .summary = "Change a note; its author or a Superuser may.",
        .shape = Shape::entity,
        .entity = kNote,
        .takes_entity = true,
        .codes = {ErrorCode::ticket_not_found, ErrorCode::note_not_found, ErrorCode::note_not_yours,
                  ErrorCode::ticket_full},
        .guarded = true}},
      {Method::del,
       kOnePath,
       Need::to_edit(Area::issue_tracker),
       delete_note,
       {.tag = "Notes",
        .summary = "Delete a note; its author or a Superuser may.",
        .shape = Shape::message,
        .codes = {ErrorCode::ticket_not_found, ErrorCode::note_not_found, ErrorCode::note_not_yours},
        .guarded = true}},
      {Method::get,
       "/api/issue-tracker-tickets/{id}/history",
       Need::to_view(Area::issue_tracker),
       list_history,
       {.tag = "Tickets",
        .summary = "List who changed what, oldest first.",
        .shape = Shape::list,
        .entity = &schema::kTableInfo<domain::HistoryEntry>,
        .list_parameters = true,
        .codes = {ErrorCode::ticket_not_found}}},
  };
}

}  // namespace expediter::api
