#include "store/text_refresh.h"

#include <unordered_set>
#include <vector>

#include "base/log.h"
#include "base/unicode.h"
#include "domain/api_token.h"
#include "domain/purchase_order.h"
#include "domain/ticket.h"
#include "domain/user.h"
#include "domain/view.h"
#include "store/addresses.h"

namespace expediter::store {

namespace {

using schema::Form;

// The rules that texts are stored by; another word when they change.
constexpr std::string_view kRules = "1";
constexpr std::int64_t kRowsAtOnce = 10'000;

struct Row {
  std::int64_t id = 0;
  std::string text;
};

bool is_space(char32_t c) {
  return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

std::size_t byte_at(std::string_view text, std::size_t character) {
  std::size_t at = 0;
  for (; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U && --character == 0) break;
  return at;
}

// What the door would have let in. What would be nothing at all stays as it is.
std::string mended(std::string_view text, Form form) {
  std::string out = schema::clean_text(text, form);
  if (form == Form::any || form == Form::secret) return out;
  const auto admitted = schema::is_identity(form) ? base::Unseen::none : base::Unseen::joiners;
  while (const auto found = base::find_unseen(out, admitted)) {
    const std::size_t begin = byte_at(out, found->position);
    const std::size_t end = byte_at(out, found->position + 1);
    out.replace(begin, end - begin, is_space(found->character) ? " " : "");
  }
  out = schema::clean_text(out, form);
  return out.empty() ? std::string{text} : out;
}

std::string mended_list(const std::string& json, Form form) {
  using Traits = schema::ValueTraits<std::vector<std::string>>;
  std::vector<std::string> once;
  std::unordered_set<std::string> seen;
  for (const std::string& each : Traits::from_scalar(std::string_view{json}))
    if (std::string text = mended(each, form); seen.insert(base::fold_identity(text)).second)
      once.push_back(std::move(text));
  std::string out;
  Traits::append(out, once);
  return out;
}

class Refresh {
 public:
  explicit Refresh(sql::Connection& connection) : connection_(connection) {}

  template <class Entity>
  bool bring_along() {
    bool any = false;
    for (const schema::FieldInfo& field : schema::kFieldInfos<Entity>) {
      const bool is_text =
          field.type.kind == schema::Kind::text || field.type.kind == schema::Kind::text_list;
      if (is_text && !field.column.empty() && field.form != Form::secret)
        any |= bring_along(schema::FieldTable<Entity>::sql_table, field);
    }
    return any;
  }

  void fold_names() {
    for (const char* const column : {"username", "email"}) {
      const std::string sql =
          fmt::format("SELECT id, {0} FROM users WHERE {0}_folded <> fold_identity({0}) ORDER BY id", column);
      for (const Row& row : rows_of(connection_.prepare(sql))) {
        const std::string folded = base::fold_identity(row.text);
        if (!update(fmt::format("UPDATE OR IGNORE users SET {}_folded = ? WHERE id = ?", column), row.id,
                    folded))
          tell_collision("users", column, row.id);
      }
    }
  }

 private:
  static std::vector<Row> rows_of(sql::Statement rows) {
    std::vector<Row> out;
    while (rows.step()) out.push_back({rows.integer(0), std::string{rows.text(1)}});
    return out;
  }

  bool bring_along(std::string_view table, const schema::FieldInfo& field) {
    const std::string select =
        fmt::format("SELECT id, {0} FROM {1} WHERE id > ? AND {0} IS NOT NULL ORDER BY id LIMIT {2}",
                    field.column, table, kRowsAtOnce);
    const std::string change =
        fmt::format("UPDATE OR IGNORE {} SET {} = ? WHERE id = ?", table, field.column);
    std::int64_t changed = 0;
    std::int64_t last = 0;
    for (bool more = true; more;) {
      auto statement = connection_.prepare(select);
      statement.bind(1, last);
      const std::vector<Row> rows = rows_of(std::move(statement));
      more = static_cast<std::int64_t>(rows.size()) == kRowsAtOnce;
      for (const Row& row : rows) {
        last = row.id;
        const std::string now = field.type.kind == schema::Kind::text_list ? mended_list(row.text, field.form)
                                                                           : mended(row.text, field.form);
        if (now == row.text) continue;
        if (update(change, row.id, now))
          ++changed;
        else
          tell_collision(table, field.column, row.id);
      }
    }
    if (changed > 0)
      base::log::warning("old texts were brought along",
                         {{"table", table}, {"field", field.name}, {"rows", changed}});
    return changed > 0;
  }

  bool update(const std::string& sql, std::int64_t id, const std::string& text) {
    connection_.prepare(sql).bind(1, std::string_view{text}).bind(2, id).run();
    return connection_.changed_rows() > 0;
  }

  static void tell_collision(std::string_view table, std::string_view column, std::int64_t id) {
    base::log::warning(
        "an old text stays as it is: without what cannot be seen, or without regard to case, "
        "it is that of another row; give one of the two another",
        {{"table", table}, {"column", column}, {"id", id}});
  }

  sql::Connection& connection_;
};

void count_anew(sql::Connection& connection) {
  connection.execute(
      "DELETE FROM ticket_counts;"
      "INSERT INTO ticket_counts (dimension, value, status, priority, count) "
      "SELECT 0, '', status, priority, COUNT(*) FROM tickets GROUP BY 3, 4 "
      "UNION ALL SELECT 1, category, status, priority, COUNT(*) FROM tickets GROUP BY 2, 3, 4 "
      "UNION ALL SELECT 2, COALESCE(assignee_email, ''), status, priority, COUNT(*) FROM tickets "
      "GROUP BY 2, 3, 4");
}

}  // namespace

bool refresh_texts(sql::Connection& connection) {
  {
    auto rules = connection.prepare("SELECT texts FROM store");
    rules.step();
    if (rules.text(0) == kRules) return false;
  }
  sql::Transaction transaction{connection, sql::Begin::immediate};
  Refresh refresh{connection};
  const bool tickets = refresh.bring_along<domain::Ticket>();
  const bool notes = refresh.bring_along<domain::Note>();
  const bool users = refresh.bring_along<domain::User>();
  refresh.bring_along<domain::Role>();
  const bool orders = refresh.bring_along<domain::PurchaseOrder>();
  refresh.bring_along<domain::View>();
  refresh.bring_along<domain::ApiToken>();
  refresh.fold_names();
  if (tickets) count_anew(connection);
  // The index is made anew behind this, from what was brought along.
  if (tickets || notes || users || orders)
    connection.execute("UPDATE derived SET rules = '' WHERE name = 'search'");
  note_all_spellings(connection);
  connection.prepare("UPDATE store SET texts = ?").bind(1, kRules).run();
  transaction.commit();
  return true;
}

}  // namespace expediter::store
