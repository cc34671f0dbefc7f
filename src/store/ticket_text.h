#pragma once
// What the search index is told of a ticket's texts (base/search_terms.h): title, description and notes.
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
std::string terms_of(const domain::Ticket& ticket);
// Those of title and description alone; those of one note.
std::string text_terms_of(const domain::Ticket& ticket);
std::string note_terms_of(std::string_view text);

// Of `terms`, those that are neither in `kept` nor in any note which the ticket has now. Reads notes until
// each term was met: for terms that are in no other note, all of them.
std::string terms_gone(sql::Connection& connection, domain::TicketId ticket, std::string_view terms,
                       std::string_view kept);

// Every term of a ticket and of all its notes in the database.
std::string all_terms(sql::Connection& connection, domain::TicketId ticket);

}  // namespace expediter::store
