#include "store/purchase_orders.h"

#include "store/tickets.h"
#include "support/database_test.h"

namespace expediter::tests {
namespace {

class LinkedNumbers : public DatabaseTest {
 protected:
  LinkedNumbers() { link_ticket(); }

  void link_ticket() {
    write([](store::WriteContext& context) {
      domain::Ticket ticket;
      ticket.id = context.next_ticket_id();
      ticket.title = "Late";
      ticket.reporter_email = "ben@acme.com";
      ticket.linked_po_id = 42;
      store::insert_ticket(context, ticket, "ben@acme.com");
    });
  }

  // As a reader of the cache sees it: rendered from the database where the cache has no more to say.
  std::string seen_number(std::int64_t ticket_id = 1) {
    const domain::TicketId id{ticket_id};
    std::string json;
    const auto use = [&](const store::RenderedTicket& ticket) {
      static constexpr std::size_t kField[] = {schema::kIndexOf<&domain::Ticket::linked_po_number>};
      ticket.append_to(json, kField);
    };
    if (!database_->tickets().find(id, UINT64_MAX, use)) {
      const store::Snapshot snapshot = reader_->snapshot();
      store::RenderedTicket rendered{*store::find_ticket(snapshot.db(), id), snapshot.seq()};
      use(rendered);
      database_->tickets().fill(id, std::move(rendered));
    }
    return json;
  }
  static domain::PurchaseOrder order(std::string number) {
    domain::PurchaseOrder order;
    order.id = 42;
    order.number = std::move(number);
    return order;
  }
};

TEST_F(LinkedNumbers, ATicketShowsTheNumberAsSoonAsTheRegisterKnowsItAndAsItIsNow) {
  EXPECT_EQ(seen_number(), R"({"Linked PO Number":null})");
  write([](store::WriteContext& context) { store::insert_purchase_order(context, order("PO-2024-001")); });
  EXPECT_EQ(seen_number(), R"({"Linked PO Number":"PO-2024-001"})");
  write([](store::WriteContext& context) {
    store::update_purchase_order(context, order("PO-2024-001"), order("PO-2024-001-B"));
  });
  EXPECT_EQ(seen_number(), R"({"Linked PO Number":"PO-2024-001-B"})");
  write([](store::WriteContext& context) { store::delete_purchase_order(context, 42); });
  EXPECT_EQ(seen_number(), R"({"Linked PO Number":null})");
}

TEST_F(LinkedNumbers, ANewNumberReachesEveryTicketOfTheOrder) {
  for (int i = 0; i < 4; ++i) link_ticket();
  write([](store::WriteContext& context) { store::insert_purchase_order(context, order("PO-1")); });
  for (std::int64_t id = 1; id <= 5; ++id) EXPECT_EQ(seen_number(id), R"({"Linked PO Number":"PO-1"})") << id;
  write([](store::WriteContext& context) {
    store::update_purchase_order(context, order("PO-1"), order("PO-2"));
  });
  for (std::int64_t id = 1; id <= 5; ++id) EXPECT_EQ(seen_number(id), R"({"Linked PO Number":"PO-2"})") << id;
  write([](store::WriteContext& context) { store::delete_purchase_order(context, 42); });
  for (std::int64_t id = 1; id <= 5; ++id) EXPECT_EQ(seen_number(id), R"({"Linked PO Number":null})") << id;
}

class OrderIds : public DatabaseTest {
 protected:
  std::int64_t enter(std::int64_t id = 0) {
    domain::PurchaseOrder order;
    order.id = id;
    order.number = "PO-" + std::to_string(++numbers_);
    return write([&](store::WriteContext& context) { return store::insert_purchase_order(context, order); });
  }
  static constexpr std::int64_t kLast = schema::kLargestExactInteger;
  int numbers_ = 0;
};

TEST_F(OrderIds, TheNextIsOneAboveTheHighest) {
  EXPECT_EQ(enter(), 1);
  EXPECT_EQ(enter(), 2);
  EXPECT_EQ(enter(40), 40);
  EXPECT_EQ(enter(), 41);
  EXPECT_EQ(enter(kLast - 1), kLast - 1);
  EXPECT_EQ(enter(), kLast);
}

TEST_F(OrderIds, OneThatWasChosenAtTheEndLeavesOthersTheirRoom) {
  EXPECT_EQ(enter(kLast), kLast);
  EXPECT_EQ(enter(), 1);
  EXPECT_EQ(enter(), 2);
  EXPECT_EQ(enter(kLast - 1), kLast - 1);
  EXPECT_EQ(enter(), 3);
  EXPECT_EQ(enter(100), 100);
  EXPECT_EQ(enter(), 101);
}

TEST_F(OrderIds, OlderDatabasesMayHoldSomeBeyondTheEnd) {
  EXPECT_EQ(enter(INT64_MAX), INT64_MAX);
  EXPECT_EQ(enter(kLast + 1), kLast + 1);
  EXPECT_EQ(enter(), 1);
  EXPECT_EQ(enter(7), 7);
  EXPECT_EQ(enter(), 8);
}

}  // namespace
}  // namespace expediter::tests
