#pragma once
// Tickets, notes and their history in and out of the database.
//
// Reading takes any connection and is as of its transaction. Writing takes the WriteContext of the change
// that is being applied and keeps everything that belongs together in step: the row, the totals, the search
// index, the history and what the cache publishes.

#include <optional>
#include <string>
#include <vector>

#include "domain/history.h"
#include "domain/ticket.h"
#include "store/writer.h"

namespace expediter::store {

// Which of a ticket's notes are read with it.
enum class Notes : std::uint8_t { none, shown, all };

// The ticket with its purchase order's number and these notes: those that it shows (kMaxShownNotes), unless
// others are asked for.
std::optional<domain::Ticket> find_ticket(sql::Connection& connection, domain::TicketId id,
                                          Notes notes = Notes::shown);
// What all its notes come to; zeros where there is no such ticket.
domain::NoteTotals find_note_totals(sql::Connection& connection, domain::TicketId id);

// A note with its author's account; none where it is not known whose the address was when it was written.
struct OwnedNote {
  domain::Note note;
  std::optional<std::int64_t> author_id;
};
std::optional<OwnedNote> find_note(sql::Connection& connection, domain::TicketId ticket, std::int64_t note);

// Whether the ticket's last entry says that it was deleted; empty where it has no history: it never was.
std::optional<bool> find_deleted(sql::Connection& connection, domain::TicketId id);

// What a write leaves in the history.
struct HistoryNote {
  std::string_view by;  // The caller's e-mail address.
  domain::Action action;
  std::optional<std::string> from = std::nullopt;
  std::optional<std::string> to = std::nullopt;
};

// Stores a new ticket under its id and records its creation.
void insert_ticket(WriteContext& context, const domain::Ticket& ticket, std::string_view by);
// Stores what differs between two versions of a ticket, with one history entry per field.
void update_ticket(WriteContext& context, const domain::Ticket& before, const domain::Ticket& after,
                   std::string_view by);
// Removes a ticket and its notes; the history stays.
void delete_ticket(WriteContext& context, const domain::Ticket& ticket, std::string_view by);

// Notes: each stores its change of `ticket`, as it was before without its notes, and the ticket's new
// `Updated At`. They cost what the note costs. Where a ticket has many notes, to forget words of a note costs
// a look through the others too; and the next reader renders the ticket anew.
void insert_note(WriteContext& context, const domain::Ticket& ticket, const OwnedNote& note,
                 std::string_view by);
void update_note(WriteContext& context, const domain::Ticket& ticket, const domain::Note& before,
                 const domain::Note& after, std::string_view by);
void delete_note(WriteContext& context, const domain::Ticket& ticket, const domain::Note& note,
                 std::string_view by);

// Tickets linked to a purchase order whose number changed: their next readers render them anew.
void invalidate_tickets_of(WriteContext& context, std::int64_t purchase_order_id);

}  // namespace expediter::store
