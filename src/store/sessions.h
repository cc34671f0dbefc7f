#pragma once
// Sessions, and the one-time secrets that let a user choose a password, in and out of the database.

#include <optional>
#include <string>
#include <string_view>

#include "domain/session.h"
#include "domain/session_entry.h"
#include "store/entity_lists.h"
#include "store/writer.h"

namespace expediter::store {

std::optional<domain::Session> find_session(sql::Connection& connection, std::string_view id);

// Stores it, and forgets a few sessions and one-time secrets that are past their time.
void insert_session(WriteContext& context, const domain::Session& session);
// A refresh: stores when, and the generation of the refresh token that now counts.
void rotate_session(WriteContext& context, std::string_view id, std::int64_t generation);
// Whether there was a live one to end.
bool end_session(WriteContext& context, std::string_view id);
// All live ones of the user, but the one called `but`. Returns how many there were.
std::int64_t end_sessions_of(WriteContext& context, std::int64_t user_id, std::string_view but = "");

// Those that a list of the user's sessions shows.
Visible live_sessions_of(std::int64_t user_id, base::Timestamp now);

// A live session as lists number it.
struct NumberedSession {
  std::string id;
  std::int64_t user_id = 0;
};
std::optional<NumberedSession> find_session_by_number(sql::Connection& connection, std::int64_t number,
                                                      base::Timestamp now);
// 0 where there is none.
std::int64_t find_session_number(sql::Connection& connection, std::string_view id);

// Where leave to choose a password came from: a sign-in with the right one, or a mailed link. Ranks are
// stored.
enum class TicketPurpose : std::uint8_t { sign_in, reset };

// Leave to choose a password. Found by the digest of its text.
struct PasswordTicket {
  std::int64_t user_id = 0;
  base::Timestamp expires_at;
  TicketPurpose purpose = TicketPurpose::sign_in;
};
void insert_password_ticket(WriteContext& context, std::string_view digest, const PasswordTicket& ticket);
std::optional<PasswordTicket> find_password_ticket(sql::Connection& connection, std::string_view digest);
// Those that are good beyond that time.
std::int64_t count_password_tickets(sql::Connection& connection, std::int64_t user_id, TicketPurpose purpose,
                                    base::Timestamp beyond);
void delete_password_tickets_of(WriteContext& context, std::int64_t user_id);
void delete_password_tickets_of(WriteContext& context, std::int64_t user_id, TicketPurpose purpose);

}  // namespace expediter::store
