#pragma once
// The search index as a whole: made anew from what it is of, where the rules by which it was made are not
// those of this program.

#include <cstdint>
#include <functional>
#include <string_view>

#include "sql/connection.h"

namespace expediter::store {

// Calls `use(id, terms)` for every ticket, in the order of ids.
using UseTicketTerms = std::function<void(std::int64_t id, std::string_view terms)>;
void for_each_ticket_terms(sql::Connection& connection, const UseTicketTerms& use);

// Whether the index was made by this program's rules.
bool is_search_index_current(sql::Connection& connection);

// Makes the index, the words of users and the terms of orders anew where it was not; all of it or nothing.
// Two seconds for 200,000 made-up tickets; says in the log how far it is. Returns whether it did.
bool refresh_search_index(sql::Connection& connection);

// The words by which tickets are asked for by their assignee's name, and the terms by which they are by the
// number and the supplier of their order. Instead of what was kept of that user or order.
void set_user_words(sql::Connection& connection, std::int64_t user_id, std::string_view fullname);
void set_order_terms(sql::Connection& connection, std::int64_t order_id, std::string_view number,
                     std::string_view supplier);

}  // namespace expediter::store
