#include "sql/render_query.h"

#include <gtest/gtest.h>

#include "unit/schema/ticket_query.h"

namespace expediter::sql {

namespace {

using schema::Scalar;

SqlText render(const std::vector<schema::Parameter>& parameters) {
  return render_filter(schema::ask(parameters).filter, schema::tickets());
}

std::string order_of(std::string sort) {
  return render_order(schema::ask({{"sort", std::move(sort)}}).sort, schema::tickets());
}

// "text [bindings]" of each range.
std::vector<std::string> ranges_after(std::string sort, std::vector<Scalar> keys, std::int64_t id) {
  std::vector<std::string> out;
  const auto query = schema::ask({{"sort", std::move(sort)}});
  for (const SqlText& range : render_after({std::move(keys), id}, query.sort, schema::tickets())) {
    std::string text = range.text + " [";
    for (const Scalar& binding : range.bindings)
      text += std::holds_alternative<std::string>(binding)
                  ? "'" + std::get<std::string>(binding) + "' "
                  : std::to_string(std::get<std::int64_t>(binding)) + " ";
    if (text.ends_with(' ')) text.pop_back();
    out.push_back(text + "]");
  }
  return out;
}

}  // namespace

TEST(RenderFilter, PlainComparisonsLeaveTheColumnBare) {
  const std::vector<std::pair<std::string_view, std::string_view>> cases{
      {"Status eq 'Open'", "status = ?"},
      {"Status ne 'Open'", "status <> ?"},
      {"Status in ('Open','Closed')", "status IN (?,?)"},
      {"not Status in ('Open','Closed')", "status NOT IN (?,?)"},
      {"Priority ge 'High'", "priority >= ?"},
      {"\"Assignee Email\" eq 'a@b.co'", "fold_identity(assignee_email) = ?"},
      {"\"Assignee Email\" ne 'a@b.co'", "fold_identity(assignee_email) IS DISTINCT FROM ?"},
      {"\"Assignee Email\" is null", "assignee_email IS NULL"},
      {"\"Assignee Email\" is not null", "assignee_email IS NOT NULL"},
      {"\"Assignee Email\" in ('a@b.co', 'b@b.co', null)",
       "(fold_identity(assignee_email) IN (?,?) OR assignee_email IS NULL)"},
      {"not \"Assignee Email\" in ('a@b.co', 'b@b.co', null)", "fold_identity(assignee_email) NOT IN (?,?)"},
      {"not \"Assignee Email\" in ('a@b.co', 'b@b.co')",
       "(fold_identity(assignee_email) NOT IN (?,?) OR assignee_email IS NULL)"},
      {"\"Due Date\" lt today", "due_date < ?"},
      {"not \"Due Date\" lt today", "(due_date >= ? OR due_date IS NULL)"},
      {"\"Created At\" eq today", "created_at >= ? AND created_at < ?"},
      {"Title contains 'x'", "fold_contains(title, ?)"},
      {"not Description contains 'x'", "(NOT fold_contains(description, ?) OR description IS NULL)"},
      {"Title startswith 'x'", "fold_starts_with(title, ?)"},
      {"Subscribers eq 'a@b.co'", "instr(fold_identity(subscribers), ?) > 0"},
      {"Subscribers ne 'a@b.co'", "instr(fold_identity(subscribers), ?) = 0"},
      {"Subscribers contains 'a@b.co'", "instr(fold(subscribers), ?) > 0"},
      {"Subscribers is null", "subscribers = '[]'"},
      {"Status eq 'Open' and Priority eq 'Low'", "status = ? AND priority = ?"},
      {"Status eq 'Open' and (Priority eq 'Low' or id eq TKT-001)",
       "status = ? AND (priority = ? OR id = ?)"},
      {"\"Linked PO Number\" eq 'x'",
       "fold_identity((SELECT number FROM purchase_orders WHERE purchase_orders.id = tickets.linked_po_id)) "
       "= ?"},
  };
  for (const auto& [filter, text] : cases)
    EXPECT_EQ(render({{"filter", std::string{filter}}}).text, text) << filter;
}

TEST(RenderFilter, WithoutConditionsEveryRowIsKept) {
  EXPECT_EQ(render({}).text, "TRUE");
  schema::Filter nothing;
  nothing.kind = schema::Filter::Kind::any_of;
  EXPECT_EQ(render_filter(nothing, schema::tickets()).text, "FALSE");
}

TEST(RenderFilter, NoValueOfAClientsReachesTheText) {
  const std::vector<std::string> values{"x'; DROP TABLE tickets; --",
                                        "' OR 1=1 --",
                                        "\" OR \"\"=\"",
                                        "%",
                                        "?1",
                                        "$1",
                                        ":name",
                                        "`x`",
                                        "\\'",
                                        "倉庫",
                                        "ticket)); --"};
  for (const std::string& value : values) {
    std::string doubled;
    for (const char c : value) doubled += c == '\'' ? "''" : std::string(1, c);
    for (const std::string op : {"eq", "ne", "lt", "contains", "startswith"}) {
      const SqlText rendered = render({{"filter", "Title " + op + " '" + doubled + "'"}});
      EXPECT_EQ(rendered.text.find(value), std::string::npos) << rendered.text;
      EXPECT_EQ(rendered.text, render({{"filter", "Title " + op + " 'x'"}}).text);
    }
    EXPECT_EQ(render({{"Title", value}}).bindings, std::vector<Scalar>{value});
    EXPECT_EQ(render({{"filter", "Subscribers eq '" + doubled + "'"}}).text,
              "instr(fold_identity(subscribers), ?) > 0");
  }
}

TEST(RenderFilter, BindingsStandInTheOrderOfTheirMarks) {
  const SqlText rendered =
      render({{"filter", "Title startswith 'Äb' and (Status in ('Closed','Open') or id eq TKT-007)"},
              {"Category", "x"}});
  EXPECT_EQ(rendered.text, "fold_starts_with(title, ?) AND (status IN (?,?) OR id = ?) AND category = ?");
  EXPECT_EQ(rendered.bindings, (std::vector<Scalar>{std::string{"ab"}, std::int64_t{0}, std::int64_t{3},
                                                    std::int64_t{7}, std::string{"x"}}));
}

TEST(RenderFilter, AnEntryOfAListIsSoughtAsJson) {
  EXPECT_EQ(render({{"Subscribers", "a@b.co"}}).bindings, std::vector<Scalar>{std::string{"\"a@b.co\""}});
  EXPECT_EQ(render({{"filter", "Subscribers eq 'a\"b'"}}).bindings,
            std::vector<Scalar>{std::string{"\"a\\\"b\""}});
  EXPECT_EQ(render({{"filter", "Subscribers eq ','"}}).text, "FALSE");
  EXPECT_EQ(render({{"filter", "Subscribers ne ','"}}).text, "TRUE");
}

TEST(RenderOrder, NullsComeLastAndTheIdBreaksTies) {
  EXPECT_EQ(order_of("-Updated At"), "updated_at DESC, id DESC");
  EXPECT_EQ(order_of("Priority"), "priority, id");
  EXPECT_EQ(order_of("Due Date"), "due_date NULLS LAST, id");
  EXPECT_EQ(order_of("-Due Date"), "due_date DESC NULLS LAST, id DESC");
  EXPECT_EQ(order_of("-Priority,Due Date"), "priority DESC, due_date NULLS LAST, id DESC");
  EXPECT_EQ(order_of("id"), "id");
  EXPECT_EQ(order_of("Status,-id,Title"), "status, id DESC");
}

TEST(RenderAfter, OneDirectionWithoutNullsIsOneRange) {
  EXPECT_EQ(ranges_after("-Updated At", {std::int64_t{50}}, 7),
            std::vector<std::string>{"(updated_at, id) < (?, ?) [50 7]"});
  EXPECT_EQ(ranges_after("Status,Category", {std::int64_t{1}, std::string{"x"}}, 7),
            std::vector<std::string>{"(status, category, id) > (?, ?, ?) [1 'x' 7]"});
  EXPECT_EQ(ranges_after("-id", {std::int64_t{7}}, 7), std::vector<std::string>{"id < ? [7]"});
}

TEST(RenderAfter, NullsAreARangeOfTheirOwnBehindTheRest) {
  EXPECT_EQ(ranges_after("Due Date", {std::int64_t{5}}, 7),
            (std::vector<std::string>{"(due_date, id) > (?, ?) [5 7]", "due_date IS NULL []"}));
  EXPECT_EQ(ranges_after("Due Date", {std::monostate{}}, 7),
            std::vector<std::string>{"due_date IS NULL AND id > ? [7]"});
}

TEST(RenderAfter, EveryChangeOfDirectionBeginsARange) {
  EXPECT_EQ(ranges_after("-Priority,Due Date", {std::int64_t{2}, std::int64_t{5}}, 7),
            (std::vector<std::string>{"priority = ? AND due_date = ? AND id < ? [2 5 7]",
                                      "priority = ? AND due_date > ? [2 5]",
                                      "priority = ? AND due_date IS NULL [2]", "priority < ? [2]"}));
}

}  // namespace expediter::sql
