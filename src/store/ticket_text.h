#pragma once
// What a ticket is found by (base/search_terms.h): its title, description and notes; its id, the address of
// its assignee, and number and supplier of its order as the register has them.
//
// While the notes are short, the index is told of all terms before and after a change. Where they are long,
// that would make each change cost what all notes come to; then only the terms that change are told.

#include <string>
#include <string_view>

#include "domain/ticket.h"
#include "store/writer.h"

namespace expediter::store {

// Whether the index is told all terms of a ticket with such notes. It shows all of them then.
bool is_told_whole(const domain::NoteTotals& notes);

// The terms of a ticket that has all its notes with it; joined, as everywhere here.
std::string terms_of(sql::Connection& connection, const domain::Ticket& ticket);
// Those of title and description alone; those of one note; those that are of no text.
std::string text_terms_of(const domain::Ticket& ticket);
std::string note_terms_of(std::string_view text);
std::string link_terms_of(sql::Connection& connection, const domain::Ticket& ticket);
// What a ticket is found by because it links to that order; "" where the register has none.
std::string order_terms_of(sql::Connection& connection, std::int64_t order_id);

// Of `terms`, those that are neither in `kept` nor in any note which the ticket has now. Reads notes until
// each term was met: for terms that are in no other note, all of them.
std::string terms_gone(sql::Connection& connection, domain::TicketId ticket, std::string_view terms,
                       std::string_view kept);

// Every term of a ticket and of all its notes in the database.
std::string all_terms(sql::Connection& connection, domain::TicketId ticket);

}  // namespace expediter::store
