#pragma once
// What an account's change of address means for the texts that name it.
//
// Tickets name people by address: assignee, reporter, subscribers, the authors of notes. When an account gets
// another address, all of these are written anew, a part at a time, so that nobody waits long for the writer.
// Until that is done the old address belongs to nobody else; then nothing is left under it, and whoever gets
// it next inherits nothing. The history keeps what was written at its time.

#include <string_view>

#include "domain/user.h"
#include "store/writer.h"

namespace expediter::store {

// Notes that the account's address was `old_email` before this change; the change of the account itself is
// the caller's. `by`: who made it, for the history of the tickets.
void begin_address_move(WriteContext& context, const domain::User& user, std::string_view old_email,
                        std::string_view by);

// Whether the address, folded, is one that another account than `user_id` has not moved away from yet.
bool is_address_moving(sql::Connection& connection, std::string_view email_folded, std::int64_t user_id);

// Writes the next part. False where there was nothing left to do.
bool move_addresses(WriteContext& context);

}  // namespace expediter::store
