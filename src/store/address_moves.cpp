#include "store/address_moves.h"

#include <algorithm>

#include "base/unicode.h"
#include "store/addresses.h"
#include "store/tickets.h"

namespace expediter::store {

namespace {

using domain::Ticket;
using domain::TicketId;

// Of one part: tickets that are looked at, and that are changed, at most.
constexpr std::int64_t kLookedAt = 5'000;
constexpr std::size_t kChanged = 100;

struct Move {
  std::int64_t user_id = 0;
  std::string old_folded;
  std::string by;
  std::int64_t next_ticket = 0;
  std::string email;  // The account's now.
};

std::optional<Move> find_move(sql::Connection& connection) {
  auto row = connection.prepare(
      "SELECT user_id, old_folded, moved_by, next_ticket, (SELECT email FROM users WHERE users.id = user_id) "
      "FROM address_moves ORDER BY old_folded LIMIT 1");
  if (!row.step()) return std::nullopt;
  return Move{.user_id = row.integer(0),
              .old_folded = std::string{row.text(1)},
              .by = std::string{row.text(2)},
              .next_ticket = row.integer(3),
              .email = std::string{row.text(4)}};
}

// Tickets from the move's next one on, before `end`, that name the old address, or have notes of the account
// under another than its own; one more than are changed at once.
std::vector<TicketId> find_tickets(sql::Connection& connection, const Move& move, std::int64_t end) {
  auto rows = connection.prepare(
      "SELECT id FROM tickets WHERE id >= ?1 AND id < ?2 AND (fold_identity(assignee_email) = ?3 OR "
      "fold_identity(reporter_email) = ?3 OR instr(fold_identity(subscribers), ?3) > 0 OR (note_count > 0 "
      "AND EXISTS "
      "(SELECT 1 FROM notes WHERE ticket_id = tickets.id AND author_id = ?4 AND author_email <> ?5))) "
      "ORDER BY id LIMIT ?6");
  rows.bind(1, move.next_ticket).bind(2, end).bind(3, std::string_view{move.old_folded});
  rows.bind(4, move.user_id).bind(5, std::string_view{move.email});
  rows.bind(6, static_cast<std::int64_t>(kChanged) + 1);
  std::vector<TicketId> found;
  while (rows.step()) found.push_back({rows.integer(0)});
  return found;
}

void move_subscriber(std::vector<std::string>& subscribers, const Move& move) {
  std::vector<std::string> moved;
  for (std::string& each : subscribers) {
    const std::string& now = base::fold_identity(each) == move.old_folded ? move.email : each;
    const auto is_same = [&](const std::string& other) {
      return base::fold_identity(other) == base::fold_identity(now);
    };
    if (std::none_of(moved.begin(), moved.end(), is_same)) moved.push_back(now);
  }
  subscribers = std::move(moved);
}

void move_ticket(WriteContext& context, const Move& move, TicketId id) {
  context.db()
      .prepare(
          "UPDATE notes SET author_email = ?1 WHERE ticket_id = ?2 AND author_id = ?3 AND author_email <> ?1")
      .bind(1, std::string_view{move.email})
      .bind(2, id.number)
      .bind(3, move.user_id)
      .run();
  note_spelling(context.db(), move.email);
  // What people do not set is nothing that a change of a ticket stores, nor tells of.
  context.db()
      .prepare("UPDATE tickets SET reporter_email = ?1 WHERE id = ?2 AND fold_identity(reporter_email) = ?3")
      .bind(1, std::string_view{move.email})
      .bind(2, id.number)
      .bind(3, std::string_view{move.old_folded})
      .run();
  const Ticket before = *find_ticket(context.db(), id);
  Ticket after = before;
  if (after.assignee_email && base::fold_identity(*after.assignee_email) == move.old_folded)
    after.assignee_email = move.email;
  move_subscriber(after.subscribers, move);
  // It is the account that changed, and the ticket keeps its `Updated At` and its place in lists.
  if (after == before) return context.invalidate(id);
  update_ticket(context, before, after, move.by);
}

}  // namespace

void begin_address_move(WriteContext& context, const domain::User& user, std::string_view old_email,
                        std::string_view by) {
  const std::string now = base::fold_identity(user.email);
  const std::string old = base::fold_identity(old_email);
  // Who takes a former address again keeps what is still under it.
  context.db().prepare("DELETE FROM address_moves WHERE old_folded = ?").bind(1, std::string_view{now}).run();
  context.db()
      .prepare(
          "INSERT OR REPLACE INTO address_moves (old_folded, user_id, moved_by, next_ticket) "
          "VALUES (?, ?, ?, 0)")
      .bind(1, std::string_view{old})
      .bind(2, user.id)
      .bind(3, by)
      .run();
}

bool is_address_moving(sql::Connection& connection, std::string_view email_folded, std::int64_t user_id) {
  auto row = connection.prepare("SELECT 1 FROM address_moves WHERE old_folded = ? AND user_id <> ?");
  row.bind(1, email_folded).bind(2, user_id);
  return row.step();
}

bool move_addresses(WriteContext& context) {
  const auto move = find_move(context.db());
  if (!move) return false;
  std::int64_t next = move->next_ticket + kLookedAt;
  std::vector<TicketId> tickets = find_tickets(context.db(), *move, next);
  if (tickets.size() > kChanged) {
    next = tickets.back().number;
    tickets.pop_back();
  }
  for (const TicketId id : tickets) move_ticket(context, *move, id);
  auto last = context.db().prepare("SELECT COALESCE(MAX(id), 0) FROM tickets");
  last.step();
  auto advance = context.db().prepare(
      next > last.integer(0) ? "DELETE FROM address_moves WHERE old_folded = ?1 AND ?2 > 0"
                             : "UPDATE address_moves SET next_ticket = ?2 WHERE old_folded = ?1");
  advance.bind(1, std::string_view{move->old_folded}).bind(2, next).run();
  return true;
}

}  // namespace expediter::store
