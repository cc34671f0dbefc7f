#include "service/tickets.h"

#include "base/entity_tags.h"
#include "base/unicode.h"
#include "service/audit.h"
#include "service/purchase_orders.h"
#include "store/purchase_orders.h"
#include "store/rendered_ticket.h"

namespace expediter::service {

namespace {

using base::ErrorCode;
using domain::Note;
using domain::Ticket;
using domain::TicketId;

Ticket get_ticket(store::WriteContext& context, TicketId id, store::Notes notes = store::Notes::shown) {
  auto ticket = store::find_ticket(context.db(), id, notes);
  if (!ticket) throw base::Error{ErrorCode::ticket_not_found};
  return *std::move(ticket);
}

void require_match(const Ticket& ticket, const Precondition& precondition) {
  const auto& [if_match, if_none_match] = precondition;
  if (if_match.empty() && if_none_match.empty()) return;
  const store::RenderedTicket rendered{ticket, 0};
  if (!if_match.empty() && !base::names_tag(if_match, rendered.tag()))
    throw base::Error{ErrorCode::ticket_changed};
  if (!if_none_match.empty() && base::names_tag(if_none_match, rendered.tag()))
    throw base::Error{ErrorCode::ticket_changed, "If-None-Match names what is there."};
}

bool is_known_user(store::WriteContext& context, const std::string& email) {
  const std::string folded = base::fold_identity(email);
  auto row = context.db().prepare("SELECT 1 FROM users WHERE email_folded = ? AND status = 0");
  row.bind(1, std::string_view{folded});
  return row.step();
}

// The joined value that a change of `Linked PO Id` brings with it.
void join_purchase_order(store::WriteContext& context, Ticket& ticket) {
  ticket.linked_po_number.reset();
  if (!ticket.linked_po_id) return;
  auto row = context.db().prepare("SELECT number FROM purchase_orders WHERE id = ?");
  row.bind(1, *ticket.linked_po_id);
  if (row.step()) ticket.linked_po_number = std::string{row.text(0)};
}

void check_assignee(store::WriteContext& context, const TicketPatch& patch, const TicketPolicy& policy,
                    base::Violations& violations) {
  const auto& assignee = schema::at<&Ticket::assignee_email>(patch);
  if (!policy.require_known_assignee || !assignee || !*assignee || is_known_user(context, **assignee)) return;
  schema::violate(violations, {.field = "Assignee Email"}, base::violation::kNotFound,
                  "Assignee Email must be the address of an active user.");
}

// A ticket brings its order's number to light. So who may not view the register links only to orders that a
// ticket shows already, the changed one among them, or he could read it by linking to one after the other.
// Whether there is such an order makes no difference to the answer.
void check_order(store::WriteContext& context, const Caller& caller, const TicketPatch& patch,
                 base::Violations& violations) {
  const auto& order = schema::at<&Ticket::linked_po_id>(patch);
  if (!order || !*order || may_view_register(caller)) return;
  if (store::has_linked_tickets(context.db(), **order)) return;
  schema::violate(violations, {.field = "Linked PO Id"}, base::violation::kNotAllowed,
                  "Linked PO Id must be that of an order that a ticket links to already; others take the "
                  "privilege Procurement / View.");
}

TicketVersion version_of(TicketId id, const store::RenderedTicket& rendered) {
  TicketVersion version{.id = id, .tag = std::string{rendered.tag()}, .json = {}};
  rendered.append_to(version.json);
  return version;
}

// What the change left of the ticket, which it has rendered for the cache already where it changed anything.
TicketVersion version_of(const Ticket& ticket, const store::WriteContext& context) {
  if (const auto* published = context.published(ticket.id)) return version_of(ticket.id, *published);
  return version_of(ticket.id, store::RenderedTicket{ticket, context.seq()});
}

NoteVersion version_of(const Note& note) {
  NoteVersion version{.id = note.id, .json = {}};
  schema::append_entity(version.json, note);
  return version;
}

// By the account and not by its address: that may be given to somebody else.
Note get_own_note(store::WriteContext& context, TicketId ticket, std::int64_t id, const Caller& caller) {
  auto found = store::find_note(context.db(), ticket, id);
  if (!found) throw base::Error{ErrorCode::note_not_found};
  if (found->author_id != caller.user_id && !caller.superuser()) throw base::Error{ErrorCode::note_not_yours};
  return std::move(found->note);
}

void require_room(store::WriteContext& context, TicketId ticket, std::size_t come, std::size_t gone) {
  const domain::NoteTotals now = store::find_note_totals(context.db(), ticket);
  if (gone == 0 && now.count >= domain::kMaxNotes)
    throw base::Error{ErrorCode::ticket_full,
                      fmt::format("A ticket has at most {} notes. Delete some, or go on in a new ticket.",
                                  domain::kMaxNotes)};
  if (come > gone && now.bytes + static_cast<std::int64_t>(come - gone) > domain::kMaxNoteBytes)
    throw base::Error{ErrorCode::ticket_full,
                      fmt::format("The notes of a ticket have at most {} MiB. Delete some, or go on in a new "
                                  "ticket.",
                                  domain::kMaxNoteBytes / (1024 * 1024))};
}

}  // namespace

TicketVersion create_ticket(store::WriteContext& context, const Caller& caller, const TicketPatch& patch,
                            const TicketPolicy& policy) {
  base::Violations violations;
  check_assignee(context, patch, policy, violations);
  check_order(context, caller, patch, violations);
  if (!violations.empty()) throw base::Error{ErrorCode::ticket_invalid, std::move(violations)};
  Ticket ticket;
  schema::apply_patch(ticket, patch);
  domain::subscribe_assignee(ticket);
  ticket.id = context.next_ticket_id();
  ticket.reporter_email = caller.email;
  ticket.created_at = ticket.updated_at = context.now();
  join_purchase_order(context, ticket);
  store::insert_ticket(context, ticket, caller.email);
  return version_of(ticket, context);
}

TicketVersion update_ticket(store::WriteContext& context, const Caller& caller, TicketId id,
                            const TicketPatch& patch, const Precondition& precondition,
                            const TicketPolicy& policy) {
  const Ticket before = get_ticket(context, id);
  require_match(before, precondition);
  base::Violations violations;
  schema::refuse_server_changes(before, patch, violations);
  check_assignee(context, patch, policy, violations);
  check_order(context, caller, patch, violations);
  if (!violations.empty()) throw base::Error{ErrorCode::ticket_invalid, std::move(violations)};
  Ticket after = before;
  schema::apply_patch(after, patch);
  if (after.assignee_email != before.assignee_email) domain::subscribe_assignee(after);
  if (after.linked_po_id != before.linked_po_id) join_purchase_order(context, after);
  if (after == before) return version_of(before, context);
  after.updated_at = context.now();
  store::update_ticket(context, before, after, caller.email);
  return version_of(after, context);
}

void delete_ticket(store::WriteContext& context, const Caller& caller, TicketId id,
                   const Precondition& precondition) {
  const Ticket ticket = get_ticket(context, id);
  require_match(ticket, precondition);
  store::delete_ticket(context, ticket, caller.email);
  record(context, caller, AuditAction::ticket_deleted, {domain::format_ticket_id(id), ticket.title});
}

NoteVersion add_note(store::WriteContext& context, const Caller& caller, TicketId ticket_id,
                     const NotePatch& patch) {
  const Ticket ticket = get_ticket(context, ticket_id, store::Notes::none);
  Note note;
  schema::apply_patch(note, patch);
  require_room(context, ticket_id, note.text.size(), 0);
  note.id = context.next_note_id();
  note.author_email = caller.email;
  note.created_at = note.updated_at = context.now();
  store::insert_note(context, ticket, {.note = note, .author_id = caller.user_id}, caller.email);
  return version_of(note);
}

NoteVersion update_note(store::WriteContext& context, const Caller& caller, TicketId ticket_id,
                        std::int64_t note_id, const NotePatch& patch) {
  const Ticket ticket = get_ticket(context, ticket_id, store::Notes::none);
  const Note before = get_own_note(context, ticket_id, note_id, caller);
  base::Violations violations;
  schema::refuse_server_changes(before, patch, violations);
  if (!violations.empty()) throw base::Error{ErrorCode::note_invalid, std::move(violations)};
  Note after = before;
  schema::apply_patch(after, patch);
  if (after == before) return version_of(before);
  require_room(context, ticket_id, after.text.size(), before.text.size());
  after.updated_at = context.now();
  store::update_note(context, ticket, before, after, caller.email);
  return version_of(after);
}

void delete_note(store::WriteContext& context, const Caller& caller, TicketId ticket_id,
                 std::int64_t note_id) {
  const Ticket ticket = get_ticket(context, ticket_id, store::Notes::none);
  store::delete_note(context, ticket, get_own_note(context, ticket_id, note_id, caller), caller.email);
  record(context, caller, AuditAction::note_deleted,
         {fmt::format("note {} of {}", note_id, domain::format_ticket_id(ticket_id))});
}

}  // namespace expediter::service
