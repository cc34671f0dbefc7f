#pragma once
// How tickets spell addresses.
//
// An address is one whatever its case, and shown as it was written. Tickets keep what was written; each
// spelling of an address that any of them has is noted here under its folded form. So a question about an
// address becomes one about its spellings, nearly always a single one, and the indexes by what was written
// serve it.

#include <string_view>

#include "schema/query.h"
#include "sql/connection.h"

namespace expediter::store {

// Notes that a ticket spells an address so. What no ticket has any more stays noted.
void note_spelling(sql::Connection& connection, std::string_view address);

// Notes the spellings of all tickets.
void note_all_spellings(sql::Connection& connection);

// A ticket filter whose equalities with addresses name every spelling; to be rendered by `spelt_tickets`.
schema::Filter spell_out(sql::Connection& connection, const schema::Filter& filter);

// The table of tickets in which addresses that are spelt out are compared as they were written.
const schema::TableInfo& spelt_tickets();

}  // namespace expediter::store
