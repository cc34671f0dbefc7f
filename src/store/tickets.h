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

// The ticket with its notes and its purchase order's number.
std::optional<domain::Ticket> find_ticket(sql::Connection& connection, domain::TicketId id);
std::vector<domain::Note> list_notes(sql::Connection& connection, domain::TicketId id);
// Oldest first. A deleted ticket has one, an id that never was has none.
std::vector<domain::HistoryEntry> list_history(sql::Connection& connection, domain::TicketId id);

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

// Notes: each stores its change of `ticket`, as it was before, and the ticket's new `Updated At`.
void insert_note(WriteContext& context, const domain::Ticket& ticket, domain::Note note, std::string_view by);
void update_note(WriteContext& context, const domain::Ticket& ticket, const domain::Note& note,
                 std::string_view by);
void delete_note(WriteContext& context, const domain::Ticket& ticket, const domain::Note& note,
                 std::string_view by);

// Tickets linked to a purchase order whose number changed: their next readers render them anew.
void invalidate_tickets_of(WriteContext& context, std::int64_t purchase_order_id);

}  // namespace expediter::store
