#include "store/search_index.h"

#include <chrono>

#include "base/log.h"
#include "base/search_terms.h"
#include "store/ticket_text.h"

namespace expediter::store {

namespace {

constexpr std::int64_t kBetweenClocks = 1'000;  // Tickets.
constexpr std::chrono::seconds kBetweenLines{10};

std::int64_t count_rows(sql::Connection& connection) {
  auto row = connection.prepare("SELECT COUNT(*) FROM tickets");
  row.step();
  return row.integer(0);
}

void make_ticket_terms(sql::Connection& connection) {
  const std::int64_t total = count_rows(connection);
  connection.execute("INSERT INTO ticket_search (ticket_search) VALUES ('delete-all')");
  if (total > kBetweenClocks) base::log::info("making the search index anew", {{"tickets", total}});
  auto last_line = std::chrono::steady_clock::now();
  std::int64_t done = 0;
  auto insert = connection.prepare("INSERT INTO ticket_search (rowid, text) VALUES (?, ?)");
  for_each_ticket_terms(connection, [&](std::int64_t id, std::string_view terms) {
    insert.bind(1, id).bind(2, terms).run();
    insert.reset();
    if (++done % kBetweenClocks != 0) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - last_line < kBetweenLines) return;
    last_line = now;
    base::log::info("making the search index anew", {{"done", done}, {"tickets", total}});
  });
}

void make_user_words(sql::Connection& connection) {
  connection.execute("DELETE FROM user_words");
  auto users = connection.prepare("SELECT id, fullname FROM users ORDER BY id");
  while (users.step()) set_user_words(connection, users.integer(0), users.text(1));
}

void make_order_terms(sql::Connection& connection) {
  connection.execute("DELETE FROM order_terms");
  auto orders = connection.prepare("SELECT id, number, supplier_name FROM purchase_orders ORDER BY id");
  while (orders.step()) set_order_terms(connection, orders.integer(0), orders.text(1), orders.text(2));
}

}  // namespace

void for_each_ticket_terms(sql::Connection& connection, const UseTicketTerms& use) {
  auto rows = connection.prepare("SELECT id FROM tickets ORDER BY id");
  while (rows.step()) {
    const domain::TicketId id{rows.integer(0)};
    use(id.number, all_terms(connection, id));
  }
}

bool is_search_index_current(sql::Connection& connection) {
  auto row = connection.prepare("SELECT rules FROM derived WHERE name = 'search'");
  return row.step() && row.text(0) == base::search_terms_version();
}

bool refresh_search_index(sql::Connection& connection) {
  if (is_search_index_current(connection)) return false;
  sql::Transaction transaction{connection, sql::Begin::immediate};
  make_ticket_terms(connection);
  make_user_words(connection);
  make_order_terms(connection);
  connection.prepare("UPDATE derived SET rules = ? WHERE name = 'search'")
      .bind(1, std::string_view{base::search_terms_version()})
      .run();
  transaction.commit();
  return true;
}

void set_user_words(sql::Connection& connection, std::int64_t user_id, std::string_view fullname) {
  connection.prepare("DELETE FROM user_words WHERE user_id = ?").bind(1, user_id).run();
  base::for_each_term(fullname, [&](std::string_view word) {
    connection.prepare("INSERT OR IGNORE INTO user_words (word, user_id) VALUES (?, ?)")
        .bind(1, word)
        .bind(2, user_id)
        .run();
  });
}

void set_order_terms(sql::Connection& connection, std::int64_t order_id, std::string_view number,
                     std::string_view supplier) {
  base::TermSet terms;
  terms.add_order(number);
  terms.add_words(base::TermSpace::supplier, supplier);
  const std::string joined = terms.joined();
  connection.prepare("DELETE FROM order_terms WHERE order_id = ?").bind(1, order_id).run();
  for (const std::string_view term : base::split_terms(joined))
    connection.prepare("INSERT INTO order_terms (term, order_id) VALUES (?, ?)")
        .bind(1, term)
        .bind(2, order_id)
        .run();
}

}  // namespace expediter::store
