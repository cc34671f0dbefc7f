#include "store/sessions.h"

namespace expediter::store {

namespace {

// Each new session takes more away than it adds, so expired rows cannot pile up.
void forget_expired(WriteContext& context) {
  context.db()
      .prepare("DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at <= ? LIMIT 20)")
      .bind(1, context.now().seconds)
      .run();
  context.db()
      .prepare("DELETE FROM password_tickets WHERE expires_at <= ?")
      .bind(1, context.now().seconds)
      .run();
}

}  // namespace

std::optional<domain::Session> find_session(sql::Connection& connection, std::string_view id) {
  auto row = connection.prepare(
      "SELECT key, user_id, csrf_access, csrf_refresh, created_at, refreshed_at, expires_at, ended_at, "
      "generation, address, user_agent FROM sessions WHERE key = ?");
  row.bind(1, id);
  if (!row.step()) return std::nullopt;
  domain::Session session{.id = std::string{row.text(0)},
                          .user_id = row.integer(1),
                          .csrf_access = std::string{row.text(2)},
                          .csrf_refresh = std::string{row.text(3)},
                          .created_at = {row.integer(4)},
                          .refreshed_at = {row.integer(5)},
                          .expires_at = {row.integer(6)},
                          .ended_at = std::nullopt,
                          .generation = row.integer(8),
                          .address = std::string{row.text(9)},
                          .user_agent = std::string{row.text(10)}};
  if (!row.is_null(7)) session.ended_at = base::Timestamp{row.integer(7)};
  return session;
}

void insert_session(WriteContext& context, const domain::Session& session) {
  forget_expired(context);
  context.db()
      .prepare(
          "INSERT INTO sessions (key, user_id, csrf_access, csrf_refresh, created_at, refreshed_at, "
          "expires_at, generation, address, user_agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(1, std::string_view{session.id})
      .bind(2, session.user_id)
      .bind(3, std::string_view{session.csrf_access})
      .bind(4, std::string_view{session.csrf_refresh})
      .bind(5, session.created_at.seconds)
      .bind(6, session.refreshed_at.seconds)
      .bind(7, session.expires_at.seconds)
      .bind(8, session.generation)
      .bind(9, std::string_view{session.address})
      .bind(10, std::string_view{session.user_agent})
      .run();
}

void rotate_session(WriteContext& context, std::string_view id, std::int64_t generation) {
  context.db()
      .prepare("UPDATE sessions SET refreshed_at = ?, generation = ? WHERE key = ?")
      .bind(1, context.now().seconds)
      .bind(2, generation)
      .bind(3, id)
      .run();
}

bool end_session(WriteContext& context, std::string_view id) {
  context.db()
      .prepare("UPDATE sessions SET ended_at = ? WHERE key = ? AND ended_at IS NULL")
      .bind(1, context.now().seconds)
      .bind(2, id)
      .run();
  context.accounts_changed();
  return context.db().changed_rows() > 0;
}

std::int64_t end_sessions_of(WriteContext& context, std::int64_t user_id, std::string_view but) {
  context.db()
      .prepare(
          "UPDATE sessions SET ended_at = ?1 "
          "WHERE user_id = ?2 AND ended_at IS NULL AND expires_at > ?1 AND key <> ?3")
      .bind(1, context.now().seconds)
      .bind(2, user_id)
      .bind(3, but)
      .run();
  context.accounts_changed();
  return context.db().changed_rows();
}

Visible live_sessions_of(std::int64_t user_id, base::Timestamp now) {
  return {.text = "user_id = ? AND ended_at IS NULL AND expires_at > ?", .bindings = {user_id, now.seconds}};
}

std::optional<NumberedSession> find_session_by_number(sql::Connection& connection, std::int64_t number,
                                                      base::Timestamp now) {
  auto row = connection.prepare(
      "SELECT key, user_id FROM sessions WHERE id = ? AND ended_at IS NULL AND expires_at > ?");
  row.bind(1, number).bind(2, now.seconds);
  if (!row.step()) return std::nullopt;
  return NumberedSession{.id = std::string{row.text(0)}, .user_id = row.integer(1)};
}

std::int64_t find_session_number(sql::Connection& connection, std::string_view id) {
  auto row = connection.prepare("SELECT id FROM sessions WHERE key = ?");
  row.bind(1, id);
  return row.step() ? row.integer(0) : 0;
}

void insert_password_ticket(WriteContext& context, std::string_view digest, const PasswordTicket& ticket) {
  context.db()
      .prepare("INSERT INTO password_tickets (digest, user_id, expires_at, purpose) VALUES (?, ?, ?, ?)")
      .bind(1, digest)
      .bind(2, ticket.user_id)
      .bind(3, ticket.expires_at.seconds)
      .bind(4, static_cast<std::int64_t>(ticket.purpose))
      .run();
}

std::optional<PasswordTicket> find_password_ticket(sql::Connection& connection, std::string_view digest) {
  auto row = connection.prepare("SELECT user_id, expires_at, purpose FROM password_tickets WHERE digest = ?");
  row.bind(1, digest);
  if (!row.step()) return std::nullopt;
  return PasswordTicket{.user_id = row.integer(0),
                        .expires_at = {row.integer(1)},
                        .purpose = static_cast<TicketPurpose>(row.integer(2))};
}

std::int64_t count_password_tickets(sql::Connection& connection, std::int64_t user_id, TicketPurpose purpose,
                                    base::Timestamp beyond) {
  auto row = connection.prepare(
      "SELECT COUNT(*) FROM password_tickets WHERE user_id = ? AND purpose = ? AND expires_at > ?");
  row.bind(1, user_id).bind(2, static_cast<std::int64_t>(purpose)).bind(3, beyond.seconds);
  row.step();
  return row.integer(0);
}

void delete_password_tickets_of(WriteContext& context, std::int64_t user_id) {
  context.db().prepare("DELETE FROM password_tickets WHERE user_id = ?").bind(1, user_id).run();
}

void delete_password_tickets_of(WriteContext& context, std::int64_t user_id, TicketPurpose purpose) {
  context.db()
      .prepare("DELETE FROM password_tickets WHERE user_id = ? AND purpose = ?")
      .bind(1, user_id)
      .bind(2, static_cast<std::int64_t>(purpose))
      .run();
}

}  // namespace expediter::store
