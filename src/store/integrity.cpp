#include "store/integrity.h"

#include <fmt/format.h>

#include <array>

#include "store/search_index.h"

namespace expediter::store {

namespace {

// A question whose every row is a finding; its first column is the sentence.
struct Question {
  std::string_view about;
  std::string_view sql;
};

constexpr Question kStructures{
    "the engine's structures",
    "SELECT 'the database file is damaged: ' || integrity_check FROM pragma_integrity_check(10) "
    "WHERE integrity_check <> 'ok'"};

constexpr std::array kQuestions{
    Question{"references",
             "SELECT 'a row of ' || \"table\" || ' refers to a missing row of ' || parent "
             "FROM pragma_foreign_key_check"},
    Question{"totals",
             R"sql(WITH counted AS (
                 SELECT 0 AS dimension, '' AS value, status, priority, COUNT(*) AS n
                        FROM tickets GROUP BY 3, 4
                 UNION ALL SELECT 1, category, status, priority, COUNT(*) FROM tickets GROUP BY 2, 3, 4
                 UNION ALL SELECT 2, COALESCE(assignee_email, ''), status, priority, COUNT(*)
                           FROM tickets GROUP BY 2, 3, 4),
               both AS (
                 SELECT dimension, value, status, priority, n, 0 AS kept FROM counted
                 UNION ALL SELECT dimension, value, status, priority, 0, count FROM ticket_counts)
             SELECT 'the total of tickets with ' ||
                    CASE dimension WHEN 0 THEN '' WHEN 1 THEN 'category "' || value || '", '
                                   ELSE 'assignee "' || value || '", ' END ||
                    'status ' || status || ', priority ' || priority || ' is ' || SUM(kept) ||
                    ', but there are ' || SUM(n)
             FROM both GROUP BY dimension, value, status, priority HAVING SUM(n) <> SUM(kept) LIMIT 10)sql"},
    Question{"days",
             R"sql(SELECT 'the total of tickets last changed on day ' || day || ' is ' || SUM(kept) ||
                    ', but there are ' || SUM(n)
             FROM (SELECT updated_at / 86400 AS day, COUNT(*) AS n, 0 AS kept FROM tickets GROUP BY 1
                   UNION ALL SELECT day, 0, count FROM ticket_days)
             GROUP BY day HAVING SUM(n) <> SUM(kept) LIMIT 10)sql"},
    Question{"notes",
             R"sql(SELECT 'ticket ' || id || ' has ' ||
                    (SELECT COUNT(*) FROM notes WHERE ticket_id = tickets.id) ||
                    ' notes, but says ' || note_count FROM tickets
             WHERE note_count <> (SELECT COUNT(*) FROM notes WHERE ticket_id = tickets.id) LIMIT 10)sql"},
    Question{"bytes of notes",
             R"sql(SELECT 'the notes of ticket ' || id || ' are said to have ' || note_bytes ||
                    ' bytes, but have ' || found
             FROM (SELECT id, note_bytes, (SELECT COALESCE(SUM(LENGTH(CAST(text AS BLOB))), 0)
                                           FROM notes WHERE ticket_id = tickets.id) AS found FROM tickets)
             WHERE note_bytes <> found LIMIT 10)sql"},
    Question{"history",
             R"sql(SELECT 'ticket ' || id || ' has no history' FROM tickets
             WHERE NOT EXISTS (SELECT 1 FROM ticket_history WHERE ticket_id = tickets.id) LIMIT 10)sql"},
    Question{"times",
             R"sql(SELECT 'ticket ' || id || ' was changed before it was made' FROM tickets
             WHERE updated_at < created_at LIMIT 10)sql"},
    Question{"ids",
             R"sql(SELECT 'the next ticket or note would get an id that is in use' FROM state
             WHERE last_ticket_id < (SELECT COALESCE(MAX(id), 0) FROM tickets)
                OR last_ticket_id < (SELECT COALESCE(MAX(ticket_id), 0) FROM ticket_history)
                OR last_note_id < (SELECT COALESCE(MAX(id), 0) FROM notes))sql"},
};

// What the search index must hold, made anew in a temporary database from the texts themselves.
constexpr std::string_view kMakeExpected = R"sql(
  DROP TABLE IF EXISTS temp.expected_search;
  CREATE VIRTUAL TABLE temp.expected_search USING fts5 (
    text, content = '', detail = none, columnsize = 0, tokenize = 'ascii');
  DROP TABLE IF EXISTS temp.expected_terms;
  DROP TABLE IF EXISTS temp.kept_terms;
  CREATE VIRTUAL TABLE temp.expected_terms USING fts5vocab (temp, expected_search, instance);
  CREATE VIRTUAL TABLE temp.kept_terms USING fts5vocab (main, ticket_search, instance);
)sql";
constexpr std::string_view kDropExpected = R"sql(
  DROP TABLE temp.expected_terms; DROP TABLE temp.kept_terms; DROP TABLE temp.expected_search;
)sql";

void ask(sql::Connection& connection, const Question& question, std::vector<std::string>& findings) {
  auto rows = connection.prepare(question.sql);
  while (rows.step()) findings.emplace_back(rows.text(0));
}

// Terms with their tickets, in the index's order.
class Terms {
 public:
  Terms(sql::Connection& connection, std::string_view table)
      : rows_(connection.prepare("SELECT term, doc FROM " + std::string{table})) {
    next();
  }
  bool at_end() const { return !more_; }
  std::string_view term() const { return rows_.text(0); }
  std::int64_t ticket() const { return rows_.integer(1); }
  void next() { more_ = rows_.step(); }

 private:
  sql::Statement rows_;
  bool more_ = false;
};

int compare(const Terms& a, const Terms& b) {
  if (a.at_end() || b.at_end()) return static_cast<int>(a.at_end()) - static_cast<int>(b.at_end());
  if (const int order = a.term().compare(b.term()); order != 0) return order;
  return a.ticket() < b.ticket() ? -1 : static_cast<int>(a.ticket() > b.ticket());
}

void fill_expected(sql::Connection& connection) {
  auto insert = connection.prepare("INSERT INTO temp.expected_search (rowid, text) VALUES (?, ?)");
  for_each_ticket_terms(connection, [&](std::int64_t id, std::string_view terms) {
    insert.bind(1, id).bind(2, terms).run();
    insert.reset();
  });
}

void compare_search(sql::Connection& connection, std::vector<std::string>& findings) {
  Terms expected{connection, "temp.expected_terms"};
  Terms kept{connection, "temp.kept_terms"};
  int found = 0;
  while ((!expected.at_end() || !kept.at_end()) && found < kMaxFindings) {
    const int order = compare(expected, kept);
    if (order == 0) {
      expected.next();
      kept.next();
      continue;
    }
    ++found;
    Terms& only = order < 0 ? expected : kept;
    findings.push_back(
        order < 0 ? fmt::format("searching \"{}\" misses ticket {}", only.term(), only.ticket())
                  : fmt::format("searching \"{}\" finds ticket {} wrongly", only.term(), only.ticket()));
    only.next();
  }
}

}  // namespace

std::vector<std::string> find_broken_structures(sql::Connection& connection,
                                                const std::function<void(std::string_view)>& step) {
  std::vector<std::string> findings;
  step(kStructures.about);
  try {
    ask(connection, kStructures, findings);
  } catch (const base::Error& error) {
    // Too broken to be looked at.
    if (findings.empty()) findings.emplace_back("the database file is damaged: " + error.detail());
  }
  return findings;
}

std::vector<std::string> find_damage(sql::Connection& connection,
                                     const std::function<void(std::string_view)>& step) {
  const sql::Transaction moment{connection, sql::Begin::read};
  std::vector<std::string> findings = find_broken_structures(connection, step);
  // Nothing further can be trusted, nor need it be said, of a file that is broken itself.
  if (!findings.empty()) return findings;
  for (const Question& question : kQuestions) {
    step(question.about);
    ask(connection, question, findings);
  }
  step("the search index");
  // Made by other rules, it is no damage: whoever opens it next to write makes it anew.
  if (!is_search_index_current(connection)) return findings;
  connection.execute(std::string{kMakeExpected});
  fill_expected(connection);
  compare_search(connection, findings);
  connection.execute(std::string{kDropExpected});
  return findings;
}

}  // namespace expediter::store
