#include "store/purchase_orders.h"

#include "store/tickets.h"
#include "support/database_test.h"

namespace expediter::tests {
namespace {

class LinkedNumbers : public DatabaseTest {
 protected:
  LinkedNumbers() {
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
  std::string seen_number() {
    std::string json;
    const auto use = [&](const store::RenderedTicket& ticket) {
      static constexpr std::size_t kField[] = {schema::kIndexOf<&domain::Ticket::linked_po_number>};
      ticket.append_to(json, kField);
    };
    if (!database_->tickets().find({1}, UINT64_MAX, use)) {
      const store::Snapshot snapshot = reader_->snapshot();
      store::RenderedTicket rendered{*store::find_ticket(snapshot.db(), {1}), snapshot.seq()};
      use(rendered);
      database_->tickets().fill({1}, std::move(rendered));
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

}  // namespace
}  // namespace expediter::tests
