#pragma once
// What the search index is told of a ticket's texts: title, description and notes.
//
// While the notes are short, the whole text before and after a change. Where they are long, that would make
// each change cost what all notes come to; then only the words that change are told.

#include <string>

#include "domain/ticket.h"
#include "store/writer.h"

namespace expediter::store {

// Whether the index is told the whole text of a ticket with such notes. It shows all of them then.
bool is_told_whole(const domain::NoteTotals& notes);

// The whole text of a ticket that has all its notes with it.
std::string search_text(const domain::Ticket& ticket);

// The words of `text` that are neither in `kept` nor in any note which the ticket has now, each once. Reads
// notes until each word was met: for words that are in no other note, all of them.
std::string words_gone(sql::Connection& connection, const domain::Ticket& ticket, const std::string& text,
                       const std::string& kept);

// Every word of the ticket and of all its notes in the database, each once.
std::string all_words(sql::Connection& connection, const domain::Ticket& ticket);

}  // namespace expediter::store
