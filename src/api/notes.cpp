// The routes of a ticket's notes and history.

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

// An envelope around a short list that is always sent whole.
template <class Entity>
void answer_whole(http::Response& response, const std::vector<Entity>& rows) {
  schema::Query query;
  query.sort = {{0, false}};
  query.page_size = schema::kMaxPageSize;
  const Envelope envelope{schema::kTableInfo<Entity>, query, static_cast<std::int64_t>(rows.size()), {}};
  open_envelope(response.body, envelope);
  for (const Entity& row : rows) {
    if (response.body.back() != '[') response.body += ',';
    schema::append_entity(response.body, row);
  }
  close_envelope(response.body, envelope);
}

void list_notes(Call& call) {
  const domain::TicketId id = ticket_id_of(call);
  const store::Snapshot snapshot = call.reader().snapshot();
  const auto ticket = store::find_ticket(snapshot.db(), id);
  if (!ticket) throw Error{ErrorCode::ticket_not_found};
  answer_whole(call.response(), ticket->notes);
}

void list_history(Call& call) {
  const domain::TicketId id = ticket_id_of(call);
  const store::Snapshot snapshot = call.reader().snapshot();
  const auto entries = store::list_history(snapshot.db(), id);
  // A deleted ticket's history is for the audit: others learn no more than that there is no such ticket.
  const bool deleted = entries.empty() || entries.back().action == domain::Action::deleted;
  if (entries.empty() || (deleted && !call.caller().superuser())) throw Error{ErrorCode::ticket_not_found};
  answer_whole(call.response(), entries);
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

void update_note(Call& call) {
  const domain::TicketId id = ticket_id_of(call);
  auto patch = call.patch<Note>(schema::Intent::update);
  call.write(
      [id, note = note_id_of(call), patch = std::move(patch), caller = call.caller()](
          store::WriteContext& context) { return service::update_note(context, caller, id, note, patch); },
      [](http::Response& response, service::NoteVersion& note) { response.body = std::move(note.json); });
}

void delete_note(Call& call) {
  const domain::TicketId id = ticket_id_of(call);
  call.write(
      [id, note = note_id_of(call), caller = call.caller()](store::WriteContext& context) {
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
        .codes = {ErrorCode::ticket_not_found},
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
        .codes = {ErrorCode::ticket_not_found, ErrorCode::note_not_found, ErrorCode::note_not_yours}}},
      {Method::del,
       kOnePath,
       Need::to_edit(Area::issue_tracker),
       delete_note,
       {.tag = "Notes",
        .summary = "Delete a note; its author or a Superuser may.",
        .shape = Shape::message,
        .codes = {ErrorCode::ticket_not_found, ErrorCode::note_not_found, ErrorCode::note_not_yours}}},
      {Method::get,
       "/api/issue-tracker-tickets/{id}/history",
       Need::to_view(Area::issue_tracker),
       list_history,
       {.tag = "Tickets",
        .summary = "List who changed what, oldest first.",
        .shape = Shape::list,
        .entity = &schema::kTableInfo<domain::HistoryEntry>,
        .codes = {ErrorCode::ticket_not_found}}},
  };
}

}  // namespace expediter::api
