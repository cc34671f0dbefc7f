#pragma once
// What the search index is told of a ticket's texts (base/search_terms.h): title, description and notes.
//
// While the notes are short, the index is told of all terms before and after a change. Where they are long,
// that would make each change cost what all notes come to; then only the terms that change are told.

#include <optional>
#include <string>
#include <string_view>

#include "domain/ticket.h"
#include "store/writer.h"

namespace expediter::store {

// Whether the index is told all terms of a ticket with such notes. It shows all of them then.
bool is_told_whole(const domain::NoteTotals& notes);

// The terms of a ticket that has all its notes with it; joined, as everywhere here.
std::string terms_of(const domain::Ticket& ticket);
// Those of title and description alone; those of one note.
std::string text_terms_of(const domain::Ticket& ticket);
std::string note_terms_of(std::string_view text);

// Of `terms`, those that are in no note which the ticket has now, but for note `but`. Reads notes until each
// term was met: for terms that are in no other note, all of them, a tenth of a second for 12 MB.
std::string terms_in_no_note(sql::Connection& connection, domain::TicketId ticket, std::string_view terms,
                             std::int64_t but = 0);

// Every term of a ticket and of all its notes in the database.
std::string all_terms(sql::Connection& connection, domain::TicketId ticket);

// What the ticket would lose without that note, without its title and description, or altogether: to be read
// on a thread that nobody waits for, and given to the change (WriteContext::set_foreseen). Empty where the
// change has little to read: for a ticket that is told whole, or that is not there.
std::optional<ForeseenLoss> foresee_loss_of_note(sql::Connection& connection, domain::TicketId ticket,
                                                 std::int64_t note);
std::optional<ForeseenLoss> foresee_loss_of_text(sql::Connection& connection, domain::TicketId ticket);
std::optional<ForeseenLoss> foresee_loss_of_all(sql::Connection& connection, domain::TicketId ticket);
// Whether there is something to foresee. Cheap.
bool has_much_to_lose(sql::Connection& connection, domain::TicketId ticket);

// What was foreseen for the change, if it is true of the ticket still; null otherwise. To be asked before
// the change is noted in the ticket's history.
const std::string* foreseen_loss(WriteContext& context, domain::TicketId ticket, std::int64_t note = 0);

}  // namespace expediter::store
