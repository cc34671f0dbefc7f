#include "store/search_question.h"

#include <charconv>

#include "base/search_terms.h"
#include "sql/render_search.h"
#include "store/sql_text.h"

namespace expediter::store {

namespace {

using base::TermExpression;
using base::TermSpace;
using sql::SqlText;
using Kind = TermExpression::Kind;

constexpr std::string_view kLastCharacter = "\U0010FFFF";

// Users by their ids in digits.
std::vector<std::string> find_named(sql::Connection& connection, const std::string& word, bool begins) {
  const std::string last = begins ? word + std::string{kLastCharacter} : word;
  auto rows = connection.prepare(
      "SELECT DISTINCT user_id FROM user_words WHERE word >= ? AND word <= ? ORDER BY user_id LIMIT ?");
  rows.bind(1, std::string_view{word}).bind(2, std::string_view{last}).bind(3, std::int64_t{kMaxNamedUsers});
  std::vector<std::string> users;
  while (rows.step()) users.push_back(std::to_string(rows.integer(0)));
  return users;
}

bool is_of(const std::string& term, TermSpace space) {
  return term.starts_with(base::term_in(space, ""));
}

// Whether it asks for what no text has.
bool is_link(const TermExpression& leaf) {
  for (const TermSpace space :
       {TermSpace::id, TermSpace::assignee, TermSpace::order, TermSpace::order_end, TermSpace::supplier})
    if (is_of(leaf.term, space)) return true;
  return false;
}

// The tickets that a link's term stands for, as a SELECT of ids.
SqlText tickets_of(const TermExpression& leaf) {
  const auto number_of = [&](TermSpace space) {
    const std::string_view digits = std::string_view{leaf.term}.substr(base::term_in(space, "").size());
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  };
  if (is_of(leaf.term, TermSpace::id))
    return {"SELECT id FROM tickets WHERE id = ?", {number_of(TermSpace::id)}};
  // Tickets keep addresses as they were written; all that there are stand among the totals.
  if (is_of(leaf.term, TermSpace::assignee))
    return {
        "SELECT id FROM tickets WHERE assignee_email IN (SELECT spelling FROM address_spellings WHERE "
        "folded = (SELECT email_folded FROM users WHERE id = ?))",
        {number_of(TermSpace::assignee)}};
  const std::string last = leaf.kind == Kind::beginning ? leaf.term + std::string{kLastCharacter} : leaf.term;
  return {
      "SELECT id FROM tickets WHERE linked_po_id IN "
      "(SELECT order_id FROM order_terms WHERE term >= ? AND term <= ?)",
      {leaf.term, last}};
}

class Resolver {
 public:
  explicit Resolver(sql::Connection& connection) : connection_(connection) {}

  // Without the links that nothing answers. False: an `any` of none.
  TermExpression resolve(const TermExpression& asked) {
    if (asked.kind == Kind::term || asked.kind == Kind::beginning) {
      if (!is_link(asked)) return asked;
      return is_answered(asked) ? asked : nothing();
    }
    TermExpression out{.kind = asked.kind, .term = "", .parts = {}};
    for (const TermExpression& part : asked.parts) {
      TermExpression resolved = resolve(part);
      const bool is_false = resolved.kind == Kind::any && resolved.parts.empty();
      if (is_false && asked.kind == Kind::all) return nothing();
      if (!is_false) out.parts.push_back(std::move(resolved));
    }
    if (out.parts.size() == 1) return TermExpression{std::move(out.parts.front())};
    return out;
  }

 private:
  static TermExpression nothing() { return {.kind = Kind::any, .term = "", .parts = {}}; }

  bool is_answered(const TermExpression& leaf) {
    SqlText tickets = tickets_of(leaf);
    tickets.text += " LIMIT 1";
    return prepare(connection_, tickets).step();
  }

  sql::Connection& connection_;
};

bool has_links(const TermExpression& asked) {
  if (asked.kind == Kind::term || asked.kind == Kind::beginning) return is_link(asked);
  for (const TermExpression& part : asked.parts)
    if (has_links(part)) return true;
  return false;
}

// Parts with links; those without are moved to `text`.
std::vector<TermExpression> take_links(const TermExpression& asked, TermExpression& text) {
  std::vector<TermExpression> links;
  for (const TermExpression& part : asked.parts) (has_links(part) ? links : text.parts).push_back(part);
  return links;
}

// A SELECT of the ids of what answers it.
SqlText ids_of(const TermExpression& asked) {
  if (!has_links(asked))
    return {"SELECT rowid FROM ticket_search WHERE ticket_search MATCH ?", {sql::render_match(asked)}};
  if (asked.parts.empty()) return tickets_of(asked);
  TermExpression text{.kind = asked.kind, .term = "", .parts = {}};
  std::vector<TermExpression> parts = take_links(asked, text);
  if (!text.parts.empty()) parts.push_back(std::move(text));
  const bool all = asked.kind == Kind::all;
  SqlText out{all ? "SELECT id FROM tickets WHERE TRUE" : "", {}};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    out.text += all ? " AND id IN (" : i > 0 ? " UNION ALL " : "";
    append_sql(out, ids_of(parts[i]));
    if (all) out.text += ')';
  }
  return out;
}

AskedTerms asked_of(const TermExpression& resolved) {
  if (!has_links(resolved)) return {.text = resolved, .links = {}};
  TermExpression text{.kind = Kind::all, .term = "", .parts = {}};
  const bool all = resolved.kind == Kind::all;
  AskedTerms out;
  for (const TermExpression& part : all ? take_links(resolved, text) : std::vector{resolved}) {
    out.links.text += " AND tickets.id IN (";
    append_sql(out.links, ids_of(part));
    out.links.text += ')';
  }
  if (!text.parts.empty()) out.text = std::move(text);
  return out;
}

SqlText render_phrases(const std::vector<std::string>& phrases, bool with_suppliers) {
  SqlText out;
  for (const std::string& phrase : phrases) {
    out.text +=
        " AND (has_phrase(tickets.title, ?) OR has_phrase(tickets.description, ?) OR "
        "has_phrase(printf('TKT-%03d', tickets.id), ?) OR EXISTS (SELECT 1 FROM notes WHERE "
        "notes.ticket_id = tickets.id AND has_phrase(notes.text, ?)) OR EXISTS (SELECT 1 FROM "
        "purchase_orders WHERE purchase_orders.id = tickets.linked_po_id AND (has_phrase(number, ?)";
    out.text += with_suppliers ? " OR has_phrase(supplier_name, ?))))" : ")))";
    for (int i = with_suppliers ? 6 : 5; i > 0; --i) out.bindings.emplace_back(phrase);
  }
  return out;
}

}  // namespace

SearchQuestion search_question_of(sql::Connection& connection, const schema::Query& query) {
  const base::Question asked = base::question_of(
      query.words,
      {.with_suppliers = !query.withheld, .assignees = [&](const std::string& word, bool begins) {
         return find_named(connection, word, begins);
       }});
  Resolver resolver{connection};
  SearchQuestion question{.matches = asked_of(resolver.resolve(asked.matches)),
                          .has_exact = asked.has_exact,
                          .exact = {},
                          .exact_ids = {},
                          .phrases = render_phrases(asked.phrases, !query.withheld)};
  if (asked.has_exact) {
    const TermExpression exact = resolver.resolve(asked.exact);
    question.exact = asked_of(exact);
    question.exact_ids = ids_of(exact);
  }
  return question;
}

}  // namespace expediter::store
