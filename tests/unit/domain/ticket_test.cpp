#include "domain/ticket.h"

#include <gtest/gtest.h>

namespace expediter::domain {

TEST(TicketId, HasAtLeastThreeDigitsAndOneSpelling) {
  const std::vector<std::pair<std::string_view, std::int64_t>> cases{
      {"TKT-001", 1},
      {"TKT-042", 42},
      {"TKT-999", 999},
      {"TKT-1000", 1000},
      {"TKT-1000000", 1'000'000},
      {"TKT-999999999999999999", 999'999'999'999'999'999}};
  for (const auto& [text, number] : cases) {
    EXPECT_EQ(parse_ticket_id(text), TicketId{number}) << text;
    EXPECT_EQ(format_ticket_id({number}), text);
  }
}

TEST(TicketId, WhatIsNoIdIsRefused) {
  for (const std::string_view text :
       {"", "TKT-", "TKT-1", "TKT-01", "TKT-0001", "TKT-0042", "TKT-000", "tkt-001", "TKT001", "TKT-00x",
        "TKT--01", "TKT-+01", "TKT- 01", " TKT-001", "TKT-001 ", "TKT-001.0", "001",
        "TKT-9999999999999999999", "TKT-٠٠١"})
    EXPECT_EQ(parse_ticket_id(text), std::nullopt) << text;
}

TEST(Ticket, StartsOpenAndGeneral) {
  const Ticket ticket;
  EXPECT_EQ(ticket.status, Status::open);
  EXPECT_EQ(ticket.category, "General");
  EXPECT_TRUE(ticket.subscribers.empty());
}

TEST(Ticket, ItsAssigneeIsSubscribedOnce) {
  Ticket ticket;
  subscribe_assignee(ticket);
  EXPECT_TRUE(ticket.subscribers.empty());
  ticket.subscribers = {"a@x.co"};
  ticket.assignee_email = "b@x.co";
  subscribe_assignee(ticket);
  subscribe_assignee(ticket);
  EXPECT_EQ(ticket.subscribers, (std::vector<std::string>{"a@x.co", "b@x.co"}));
}

TEST(Ticket, ItsAssigneeIsNotSubscribedBeyondTheLimit) {
  Ticket ticket;
  ticket.subscribers.resize(kMaxSubscribers, "a@x.co");
  ticket.assignee_email = "b@x.co";
  subscribe_assignee(ticket);
  EXPECT_EQ(ticket.subscribers.size(), kMaxSubscribers);
  ticket.subscribers.pop_back();
  subscribe_assignee(ticket);
  EXPECT_EQ(ticket.subscribers.size(), kMaxSubscribers);
  EXPECT_EQ(ticket.subscribers.back(), "b@x.co");
}

TEST(Ticket, WorkIsOverWhereItIsResolvedOrClosed) {
  EXPECT_FALSE(is_settled(Status::open));
  EXPECT_FALSE(is_settled(Status::in_progress));
  EXPECT_TRUE(is_settled(Status::resolved));
  EXPECT_TRUE(is_settled(Status::closed));
}

// Fields of our own may stand between them.
TEST(Ticket, TheContractsFieldsStandInItsOrder) {
  int before = -1;
  for (const std::string_view name :
       {"id", "Title", "Description", "Status", "Priority", "Category", "Assignee Email", "Reporter Email",
        "Created At", "Updated At", "Due Date", "Linked PO Id", "Linked PO Number", "Notes", "Subscribers"}) {
    const int at = schema::kTableInfo<Ticket>.find(name);
    EXPECT_GT(at, before) << name;
    before = at;
  }
}

}  // namespace expediter::domain
