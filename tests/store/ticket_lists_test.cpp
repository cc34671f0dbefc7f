// Lists against a plain model: every filter, order, page and cursor finds what a loop over all tickets finds,
// totals included; and the plans behind the usual lists never scan.

#include "store/ticket_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sql/render_query.h"
#include "store/store_fixture.h"
#include "store/tickets.h"

namespace expediter::tests {

namespace {

using domain::Ticket;

class TicketListsTest : public StoreTest {
 protected:
  schema::Query query(const std::string& parameters) const {
    const auto parsed = schema::parse_parameters(parameters);
    return schema::parse_query(parsed, schema::kTableInfo<Ticket>,
                               {.me = caller_.email,
                                .today = base::date_of(clock_.now()),
                                .default_sort = {schema::kIndexOf<&Ticket::updated_at>, true},
                                .default_search_sort = {schema::kIndexOf<&Ticket::id>, true},
                                .searchable = true});
  }

  void write_randomly(Random& random, int writes) {
    for (int i = 0; i < writes; ++i) {
      if (random.below(3) == 0) clock_.seconds += static_cast<std::int64_t>(random.below(200'000));
      const std::size_t dice = random.below(10);
      if (dice < 5 || ids_.empty()) {
        ids_.push_back(create(random_patch(random)));
      } else if (dice < 9) {
        update(ids_[random.below(ids_.size())], random_patch(random));
      } else {
        const auto at = ids_.begin() + static_cast<std::ptrdiff_t>(random.below(ids_.size()));
        remove(*at);
        ids_.erase(at);
      }
    }
  }

  static service::TicketPatch random_patch(Random& random) {
    service::TicketPatch patch;
    schema::at<&Ticket::title>(patch) = "Ticket about " + std::string(random.below(2) ? "steel" : "copper");
    schema::at<&Ticket::status>(patch) = static_cast<domain::Status>(random.below(4));
    schema::at<&Ticket::priority>(patch) = static_cast<domain::Priority>(random.below(4));
    schema::at<&Ticket::category>(patch) = "Category " + std::to_string(random.below(3));
    std::optional<std::string> assignee;
    if (random.below(4) != 0) assignee = "user" + std::to_string(random.below(3)) + "@acme.com";
    schema::at<&Ticket::assignee_email>(patch) = assignee;
    std::optional<base::Date> due;
    if (random.below(3) != 0) due = base::Date{20'770 + static_cast<std::int32_t>(random.below(20))};
    schema::at<&Ticket::due_date>(patch) = due;
    return patch;
  }

  std::vector<Ticket> all() {
    const store::Snapshot snapshot = reader_->snapshot();
    std::vector<Ticket> tickets;
    for (const auto id : ids_) tickets.push_back(*store::find_ticket(snapshot.db(), id));
    return tickets;
  }

  std::vector<std::int64_t> listed(const schema::Query& query, const store::PageRange& range) {
    const store::Snapshot snapshot = reader_->snapshot();
    std::vector<std::int64_t> ids;
    for (const auto id : store::list_tickets(snapshot, query, range).ids) ids.push_back(id.number);
    return ids;
  }

  std::vector<domain::TicketId> ids_;
  store::CountMemory counts_;
};

// A question and its answer by hand.
struct Case {
  std::string parameters;
  bool (*keeps)(const Ticket&);
  bool (*before)(const Ticket&, const Ticket&);
};

bool newest_change_first(const Ticket& a, const Ticket& b) {
  return std::tie(a.updated_at, a.id) > std::tie(b.updated_at, b.id);
}
bool due_first(const Ticket& a, const Ticket& b) {
  if (a.due_date.has_value() != b.due_date.has_value()) return a.due_date.has_value();
  if (a.due_date != b.due_date) return a.due_date < b.due_date;
  return a.id < b.id;
}
bool due_last(const Ticket& a, const Ticket& b) {
  if (a.due_date.has_value() != b.due_date.has_value()) return a.due_date.has_value();
  if (a.due_date != b.due_date) return a.due_date > b.due_date;
  return a.id > b.id;
}

using domain::Priority;
using domain::Status;

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"", [](const Ticket&) { return true; }, newest_change_first},
      {"Status=Open&Priority=High",
       [](const Ticket& t) { return t.status == Status::open && t.priority == Priority::high; },
       newest_change_first},
      {"Status=Open,Closed",
       [](const Ticket& t) { return t.status == Status::open || t.status == Status::closed; },
       newest_change_first},
      {"filter=Priority+ge+'High'", [](const Ticket& t) { return t.priority >= Priority::high; },
       newest_change_first},
      {"filter=not+Status+eq+'Open'+and+Category+eq+'Category+1'",
       [](const Ticket& t) { return t.status != Status::open && t.category == "Category 1"; },
       newest_change_first},
      {"filter=Status+eq+'Open'+and+Status+eq+'Closed'", [](const Ticket&) { return false; },
       newest_change_first},
      {"Assignee+Email=user1@acme.com", [](const Ticket& t) { return t.assignee_email == "user1@acme.com"; },
       newest_change_first},
      {"Assignee+Email=&Status=Open",
       [](const Ticket& t) { return !t.assignee_email && t.status == Status::open; }, newest_change_first},
      {"Assignee+Email=user1@acme.com,user2@acme.com&Category=Category+0",
       [](const Ticket& t) {
         return (t.assignee_email == "user1@acme.com" || t.assignee_email == "user2@acme.com") &&
                t.category == "Category 0";
       },
       newest_change_first},
      {"filter=Status+eq+'Open'+or+Priority+eq+'Low'",
       [](const Ticket& t) { return t.status == Status::open || t.priority == Priority::low; },
       newest_change_first},
      {"q=copper", [](const Ticket& t) { return t.title.find("copper") != std::string::npos; },
       [](const Ticket& a, const Ticket& b) { return a.id > b.id; }},
      {"q=ste&Status=Open",
       [](const Ticket& t) { return t.title.find("steel") != std::string::npos && t.status == Status::open; },
       [](const Ticket& a, const Ticket& b) { return a.id > b.id; }},
      {"sort=Due+Date", [](const Ticket&) { return true; }, due_first},
      {"sort=-Due+Date", [](const Ticket&) { return true; }, due_last},
      {"sort=Due+Date&Status=Open,In+Progress",
       [](const Ticket& t) { return t.status == Status::open || t.status == Status::in_progress; },
       due_first},
      {"sort=-Due+Date&filter=Status+ne+'Closed'+and+%22Due+Date%22+is+null",
       [](const Ticket& t) { return t.status != Status::closed && !t.due_date; }, due_last},
      {"sort=Priority+desc,+Due+Date", [](const Ticket&) { return true; },
       [](const Ticket& a, const Ticket& b) {
         if (a.priority != b.priority) return a.priority > b.priority;
         if (a.due_date != b.due_date)
           return a.due_date && b.due_date ? a.due_date < b.due_date : a.due_date.has_value();
         return a.id > b.id;
       }},
      {"sort=Title", [](const Ticket&) { return true; },
       [](const Ticket& a, const Ticket& b) { return std::tie(a.title, a.id) < std::tie(b.title, b.id); }},
      {"sort=Created+At&Category=Category+2", [](const Ticket& t) { return t.category == "Category 2"; },
       [](const Ticket& a, const Ticket& b) {
         return std::tie(a.created_at, a.id) < std::tie(b.created_at, b.id);
       }},
  };
  return all;
}

TEST_F(TicketListsTest, FiltersOrdersPagesAndCursorsAgreeWithALoopOverAllTickets) {
  Random random{42};
  for (int round = 0; round < 6; ++round) {
    write_randomly(random, 60);
    const auto tickets = all();
    for (const Case& c : cases()) {
      std::vector<Ticket> kept;
      std::copy_if(tickets.begin(), tickets.end(), std::back_inserter(kept), c.keeps);
      std::sort(kept.begin(), kept.end(), c.before);
      std::vector<std::int64_t> expected;
      for (const Ticket& ticket : kept) expected.push_back(ticket.id.number);

      const schema::Query asked = query(c.parameters);
      ASSERT_EQ(listed(asked, {.limit = 500}), expected) << c.parameters;
      {
        const store::Snapshot snapshot = reader_->snapshot();
        ASSERT_EQ(store::count_tickets(snapshot, asked, counts_), static_cast<std::int64_t>(expected.size()))
            << c.parameters;
      }
      // By number of page, and by cursor: the pages of seven put together are the whole.
      std::vector<std::int64_t> by_page;
      std::vector<std::int64_t> by_cursor;
      std::optional<schema::Position> after;
      for (std::int64_t offset = 0; offset <= static_cast<std::int64_t>(expected.size()); offset += 7) {
        const auto page = listed(asked, {.offset = offset, .limit = 7});
        by_page.insert(by_page.end(), page.begin(), page.end());
        const store::Snapshot snapshot = reader_->snapshot();
        const auto next = store::list_tickets(snapshot, asked, {.after = after, .limit = 7});
        for (const auto id : next.ids) by_cursor.push_back(id.number);
        if (!next.more) break;
        after = next.last;
      }
      ASSERT_EQ(by_page, expected) << c.parameters;
      ASSERT_EQ(by_cursor, expected) << c.parameters;
    }
  }
}

TEST_F(TicketListsTest, ACursorGoesOnRightWhateverIsWrittenMeanwhile) {
  Random random{7};
  write_randomly(random, 80);
  const schema::Query asked = query("sort=Created At");
  const auto whole = listed(asked, {.limit = 500});
  std::vector<std::int64_t> seen;
  std::optional<schema::Position> after;
  while (true) {
    const store::Snapshot snapshot = reader_->snapshot();
    const auto page = store::list_tickets(snapshot, asked, {.after = after, .limit = 5});
    for (const auto id : page.ids) seen.push_back(id.number);
    if (!page.more) break;
    after = page.last;
    create(random_patch(random));  // Behind the end: may be seen, but shifts nothing.
  }
  ASSERT_GE(seen.size(), whole.size());
  EXPECT_TRUE(std::equal(whole.begin(), whole.end(), seen.begin()));
}

TEST_F(TicketListsTest, TheMaintainedTotalsAreWhatCountingGives) {
  Random random{3};
  for (int round = 0; round < 5; ++round) {
    write_randomly(random, 60);
    auto wrong = reader_->connection().prepare(
        "SELECT COUNT(*) FROM (SELECT dimension, value, status, priority, count FROM ticket_counts WHERE "
        "count <> 0 "
        "EXCEPT SELECT * FROM ("
        "SELECT 0, '', status, priority, COUNT(*) FROM tickets GROUP BY 3, 4 UNION ALL "
        "SELECT 1, category, status, priority, COUNT(*) FROM tickets GROUP BY 2, 3, 4 UNION ALL "
        "SELECT 2, COALESCE(assignee_email, ''), status, priority, COUNT(*) FROM tickets GROUP BY 2, 3, 4))");
    wrong.step();
    ASSERT_EQ(wrong.integer(0), 0);
  }
}

TEST_F(TicketListsTest, TheTotalsOfDaysAreWhatCountingGives) {
  Random random{4};
  for (int round = 0; round < 5; ++round) {
    write_randomly(random, 60);
    auto wrong = reader_->connection().prepare(
        "SELECT COUNT(*) FROM (SELECT day, SUM(n) AS n FROM (SELECT updated_at / 86400 AS day, 1 AS n FROM "
        "tickets UNION ALL SELECT day, -count FROM ticket_days) GROUP BY day) WHERE n <> 0");
    wrong.step();
    ASSERT_EQ(wrong.integer(0), 0);
  }
}

TEST_F(TicketListsTest, ANoteTakesItsTicketToItsDay) {
  const domain::TicketId id = create(patch("Late"));
  clock_.seconds += 3 * 86'400;
  service::NotePatch note;
  schema::at<&domain::Note::text>(note) = "Still late";
  database_->writer().run(
      [&](store::WriteContext& context) { return service::add_note(context, caller_, id, note); });
  auto days = reader_->connection().prepare("SELECT day FROM ticket_days WHERE count <> 0");
  ASSERT_TRUE(days.step());
  EXPECT_EQ(days.integer(0), clock_.seconds / 86'400);
  EXPECT_FALSE(days.step());
}

// Totals of days are those of all tickets: under a filter they say nothing.
TEST_F(TicketListsTest, APageFarDownUnderAFilterIsThePageThatWalkingFinds) {
  database_->writer().run([&](store::WriteContext& context) {
    for (std::int64_t i = 0; i < 6'000; ++i) {
      Ticket ticket;
      ticket.id = context.next_ticket_id();
      ticket.category = i % 2 == 0 ? "Logistics" : "Quality";
      ticket.updated_at = {1'700'000'000 + i * 600};
      store::insert_ticket(context, ticket, "jane.doe@acme.com");
    }
    return 0;
  });
  for (const char* parameters :
       {"Category=Quality&sort=Updated At", "filter=not Category eq 'Logistics'&sort=Updated At"})
    EXPECT_EQ(listed(query(parameters), {.offset = 2'500, .limit = 3}),
              (std::vector<std::int64_t>{5'002, 5'004, 5'006}))
        << parameters;
}

// Far down, whole days are passed over; the page must be the same as by walking.
TEST_F(TicketListsTest, APageFarDownIsThePageThatWalkingFinds) {
  constexpr std::int64_t kTickets = 6'000;
  database_->writer().run([&](store::WriteContext& context) {
    Random random{11};
    for (std::int64_t i = 0; i < kTickets; ++i) {
      Ticket ticket;
      ticket.id = context.next_ticket_id();
      ticket.created_at = {1'700'000'000};
      // Some seconds have many, some days none, one day a third of all.
      const std::size_t day = random.below(3) == 0 ? 7 : random.below(40);
      ticket.updated_at = {1'700'000'000 + static_cast<std::int64_t>(day * 86'400 + random.below(50))};
      store::insert_ticket(context, ticket, "jane.doe@acme.com");
    }
    return 0;
  });
  for (const auto& [sort, direction] : {std::pair{"-Updated At", "DESC"}, {"Updated At", "ASC"}})
    for (const std::int64_t offset :
         {0, 1'999, 2'000, 2'001, 2'999, 3'500, 4'444, 5'990, 5'999, 6'000, 9'000}) {
      auto walking = reader_->connection().prepare(
          fmt::format("SELECT id FROM tickets ORDER BY updated_at {0}, id {0} LIMIT 7 OFFSET ?", direction));
      walking.bind(1, offset);
      std::vector<std::int64_t> expected;
      while (walking.step()) expected.push_back(walking.integer(0));
      ASSERT_EQ(listed(query(fmt::format("sort={}", sort)), {.offset = offset, .limit = 7}), expected)
          << sort << " from " << offset;
    }
}

// What people list all day. None may scan the table or sort what it finds.
TEST_F(TicketListsTest, TheUsualListsAreReadFromAnIndexInOrder) {
  Random random{1};
  write_randomly(random, 50);
  for (const char* parameters :
       {"", "Status=Open", "Status=Open&Priority=High", "Status=Open,In Progress&Priority=High,Critical",
        "Priority=Critical", "Assignee Email=me", "sort=Created At", "sort=-Created At", "sort=id",
        "sort=-Due Date", "sort=Due Date", "Status=Open&sort=Due Date", "q=pump", "q=pump&Status=Open",
        "q=pump&sort=id"}) {
    const schema::Query asked = query(parameters);
    for (const std::string& step : store::explain_list(reader_->snapshot(), asked)) {
      // In the order of ids the table itself is the index.
      const bool scans = step.starts_with("SCAN tickets") && step.find("USING") == std::string::npos &&
                         asked.sort.front().field != schema::kIndexOf<&Ticket::id>;
      EXPECT_FALSE(scans) << parameters << ": " << step;
      EXPECT_EQ(step.find("TEMP B-TREE"), std::string::npos) << parameters << ": " << step;
    }
  }
}

TEST_F(TicketListsTest, SelectiveFiltersAreAnsweredFromTheirIndex) {
  for (const char* parameters : {"Linked PO Id=42", "Reporter Email=me", "id=TKT-001", "Category=Customs"})
    for (const std::string& step : store::explain_list(reader_->snapshot(), query(parameters)))
      EXPECT_FALSE(step.starts_with("SCAN tickets")) << parameters << ": " << step;
}

}  // namespace

}  // namespace expediter::tests
