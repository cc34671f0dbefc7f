#include "app/demo_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "app/data_directory.h"
#include "base/date.h"
#include "domain/role.h"
#include "service/passwords.h"
#include "store/database.h"
#include "store/integrity.h"
#include "store/purchase_orders.h"
#include "store/tickets.h"
#include "store/users.h"
#include "support/fake_clock.h"
#include "support/temporary_directory.h"

namespace expediter::app {

using tests::FakeClock;
using tests::TemporaryDirectory;

namespace {

const base::Timestamp kNow = FakeClock{}.now();

bool is_open(const domain::Ticket& ticket) {
  return !domain::is_settled(ticket.status);
}

}  // namespace

TEST(DemoData, HasADozenPeopleAmongThemThoseOfTheDocumentation) {
  EXPECT_EQ(demo_users().size(), 12U);
  const auto role_of = [](std::string_view email) {
    const auto found = std::ranges::find(demo_users(), email, &DemoUser::email);
    return found == demo_users().end() ? 0 : found->role_id;
  };
  EXPECT_EQ(role_of("admin@acme.com"), domain::kSuperuserRole);
  EXPECT_EQ(role_of("jane.doe@acme.com"), domain::kManagerRole);
  EXPECT_EQ(role_of("john.smith@acme.com"), domain::kViewerRole);
}

TEST(DemoData, HasFortyOrdersWithOrder42First) {
  const auto orders = make_demo_orders(kNow);
  ASSERT_EQ(orders.size(), 40U);
  EXPECT_EQ(orders[0].id, 42);
  EXPECT_EQ(orders[0].number, "PO-2024-001");
  std::map<std::string, int> numbers;
  for (const domain::PurchaseOrder& order : orders) {
    EXPECT_EQ(++numbers[order.number], 1) << order.number;
    EXPECT_LE(*order.order_date, base::date_of(kNow));
  }
}

TEST(DemoData, TellsOfThreeHundredTicketsSomeOverdueSomeDueSoonSomeUnassigned) {
  const auto tickets = make_demo_tickets(kNow);
  ASSERT_EQ(tickets.size(), 300U);
  const base::Date today = base::date_of(kNow);
  const auto count = [&](auto test) {
    return std::ranges::count_if(tickets, [&](const DemoTicket& made) { return test(made.ticket); });
  };
  EXPECT_GE(count([&](const auto& t) { return is_open(t) && t.due_date && *t.due_date < today; }), 5);
  EXPECT_GE(count([&](const auto& t) {
              return is_open(t) && t.due_date && *t.due_date >= today && t.due_date->days <= today.days + 3;
            }),
            5);
  EXPECT_GE(count([](const auto& t) { return is_open(t); }), 60);
  EXPECT_GE(count([](const auto& t) { return t.status == domain::Status::closed; }), 60);
  EXPECT_GE(count([](const auto& t) { return !t.assignee_email; }), 10);
  EXPECT_GE(count([](const auto& t) { return t.notes.size() > 2; }), 30);
  EXPECT_GE(count([](const auto& t) { return t.subscribers.size() > 1; }), 30);
}

TEST(DemoData, BeginsWithTheTicketOfTheApisExamples) {
  const domain::Ticket first = make_demo_tickets(kNow)[0].ticket;
  EXPECT_EQ(first.title, "Delayed shipment from Acme");
  EXPECT_EQ(first.linked_po_id, 42);
  EXPECT_EQ(first.assignee_email, "jane.doe@acme.com");
  EXPECT_EQ(first.reporter_email, "john.smith@acme.com");
}

TEST(DemoData, EveryHistoryIsInOrderEndsInTheTicketAndIsNotOfTheFuture) {
  base::Timestamp before{0};
  for (const DemoTicket& made : make_demo_tickets(kNow)) {
    const domain::Ticket& ticket = made.ticket;
    EXPECT_GE(ticket.created_at, before);
    before = ticket.created_at;
    ASSERT_FALSE(made.history.empty());
    EXPECT_EQ(made.history.front().changed_at, ticket.created_at);
    EXPECT_EQ(made.history.back().changed_at, ticket.updated_at);
    EXPECT_LE(ticket.updated_at, kNow);
    EXPECT_TRUE(std::ranges::is_sorted(made.history, {}, &domain::HistoryEntry::changed_at)) << ticket.title;
    std::string status = "Open";
    for (const domain::HistoryEntry& entry : made.history) {
      if (entry.field != "Status") continue;
      EXPECT_EQ(entry.from, status);
      status = *entry.to;
    }
    EXPECT_EQ(status, schema::EnumLabels<domain::Status>::labels[static_cast<std::size_t>(ticket.status)]);
  }
}

TEST(DemoData, FillsAnEmptyDirectoryOnceAndLeavesItWhole) {
  const TemporaryDirectory directory;
  const FakeClock clock;
  EXPECT_TRUE(write_demo_data(directory.path().string(), clock));
  EXPECT_TRUE(write_demo_data(directory.path().string(), clock)) << "its users are there";

  sql::Connection db{store::database_file(directory.path().string()), {.mode = sql::Mode::read_only}};
  EXPECT_THAT(store::find_damage(db, [](std::string_view) {}), testing::IsEmpty());
  EXPECT_EQ(store::count_users(db), 12);
  const auto ticket = store::find_ticket(db, {1});
  ASSERT_TRUE(ticket);
  EXPECT_EQ(ticket->linked_po_number, "PO-2024-001");
  EXPECT_EQ(ticket->notes.size(), 1U);
  EXPECT_TRUE(store::find_ticket(db, {300}));
  EXPECT_FALSE(store::find_ticket(db, {301}));
  const auto jane = store::find_credentials(db, "jane.doe@acme.com");
  ASSERT_TRUE(jane);
  EXPECT_FALSE(jane->first_signin);
  EXPECT_TRUE(service::verify_password(jane->password_hash, kDemoPassword));
}

TEST(DemoData, IsTakenUpAgainWhereItWasInterruptedBeforeItsUsers) {
  const TemporaryDirectory directory;
  const FakeClock clock;
  ASSERT_TRUE(write_demo_data(directory.path().string(), clock));
  {
    sql::Connection db{store::database_file(directory.path().string()), {.mode = sql::Mode::read_write}};
    db.execute("DELETE FROM users; DELETE FROM purchase_orders");
  }
  EXPECT_TRUE(write_demo_data(directory.path().string(), clock));
  sql::Connection db{store::database_file(directory.path().string()), {.mode = sql::Mode::read_only}};
  EXPECT_EQ(store::count_users(db), 12);
  EXPECT_EQ(store::read_writer_state(db).last_ticket_id, 300) << "no ticket is there twice";
}

}  // namespace expediter::app
