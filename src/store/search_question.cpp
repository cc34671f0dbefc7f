#include "store/search_question.h"

#include "base/unicode.h"

namespace expediter::store {

namespace {

std::vector<std::string> find_named(sql::Connection& connection, const std::string& word, bool begins) {
  constexpr std::string_view kLastCharacter = "\U0010FFFF";
  const std::string last = begins ? word + std::string{kLastCharacter} : word;
  auto rows = connection.prepare(
      "SELECT DISTINCT users.id, email FROM user_words JOIN users ON users.id = user_id "
      "WHERE word >= ? AND word <= ? ORDER BY users.id LIMIT ?");
  rows.bind(1, std::string_view{word}).bind(2, std::string_view{last}).bind(3, std::int64_t{kMaxNamedUsers});
  std::vector<std::string> addresses;
  while (rows.step()) addresses.push_back(base::fold_identity(rows.text(1)));
  return addresses;
}

}  // namespace

base::Question search_question_of(sql::Connection& connection, const schema::Query& query) {
  return base::question_of(query.words, {.with_suppliers = !query.withheld,
                                         .assignees = [&](const std::string& word, bool begins) {
                                           return find_named(connection, word, begins);
                                         }});
}

sql::SqlText render_phrases(const base::Question& question, bool with_suppliers) {
  sql::SqlText out;
  for (const std::string& phrase : question.phrases) {
    out.text +=
        " AND (has_phrase(tickets.title, ?) OR has_phrase(tickets.description, ?) OR "
        "has_phrase(printf('TKT-%03d', tickets.id), ?) OR EXISTS (SELECT 1 FROM notes WHERE notes.ticket_id "
        "= "
        "tickets.id AND has_phrase(notes.text, ?)) OR EXISTS (SELECT 1 FROM purchase_orders WHERE "
        "purchase_orders.id = tickets.linked_po_id AND (has_phrase(number, ?)";
    out.text += with_suppliers ? " OR has_phrase(supplier_name, ?))))" : ")))";
    for (int i = with_suppliers ? 6 : 5; i > 0; --i) out.bindings.emplace_back(phrase);
  }
  return out;
}

}  // namespace expediter::store
