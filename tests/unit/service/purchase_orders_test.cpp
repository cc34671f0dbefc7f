#include "service/purchase_orders.h"

#include "service/tickets.h"
#include "unit/service/people.h"

namespace expediter::tests {
namespace {

using domain::PurchaseOrder;

class PurchaseOrders : public PeopleTest {
 protected:
  PurchaseOrder create(std::string_view json) {
    return write([patch = patch_of<PurchaseOrder>(json)](store::WriteContext& context) {
      return service::create_purchase_order(context, patch);
    });
  }
  PurchaseOrder change(std::int64_t id, std::string_view json) {
    return write(
        [id, patch = patch_of<PurchaseOrder>(json, schema::Intent::update)](store::WriteContext& context) {
          return service::update_purchase_order(context, id, patch);
        });
  }
  void remove(std::int64_t id) {
    write([id](store::WriteContext& context) {
      service::delete_purchase_order(context, service::Caller{}, id);
    });
  }
  void link_ticket(std::int64_t order) {
    write([&](store::WriteContext& context) {
      service::create_ticket(
          context, caller(ben_),
          patch_of<domain::Ticket>(R"({"Title": "Late", "Priority": "High", "Linked PO Id": )" +
                                   std::to_string(order) + "}"),
          {});
    });
  }
};

TEST_F(PurchaseOrders, AnIdMayBeChosenOnCreationAndNeverAgain) {
  EXPECT_EQ(create(R"({"id": 42, "PO List Number": "PO-2024-001"})").id, 42);
  EXPECT_EQ(create(R"({"PO List Number": "PO-2024-002"})").id, 43);
  EXPECT_EQ(violations_of([&] { change(42, R"({"id": 44})"); }), "id Field.ReadOnly");
  EXPECT_EQ(change(42, R"({"id": 42, "Supplier Name": "Acme"})").supplier_name, "Acme");
}

TEST_F(PurchaseOrders, NumberAndIdAreUnique) {
  create(R"({"id": 42, "PO List Number": "PO-2024-001"})");
  EXPECT_EQ(violations_of([&] { create(R"({"id": 42, "PO List Number": "PO-2024-001"})"); }),
            "id Field.NotUnique, PO List Number Field.NotUnique");
  const auto other = create(R"({"PO List Number": "PO-2024-002"})");
  EXPECT_EQ(violations_of([&] { change(other.id, R"({"PO List Number": "PO-2024-001"})"); }),
            "PO List Number Field.NotUnique");
}

TEST_F(PurchaseOrders, AnUnknownOneIsNotFound) {
  EXPECT_EQ(error_of([&] { service::get_purchase_order(db(), 7); }), "PurchaseOrderList.NotFound");
  EXPECT_EQ(error_of([&] { change(7, "{}"); }), "PurchaseOrderList.NotFound");
  EXPECT_EQ(error_of([&] { remove(7); }), "PurchaseOrderList.NotFound");
}

TEST_F(PurchaseOrders, OneThatATicketLinksToStays) {
  create(R"({"id": 42, "PO List Number": "PO-2024-001"})");
  link_ticket(42);
  EXPECT_EQ(error_of([&] { remove(42); }), "PurchaseOrderList.StillInUse");
  create(R"({"id": 43, "PO List Number": "PO-2024-002"})");
  remove(43);
  EXPECT_EQ(error_of([&] { service::get_purchase_order(db(), 43); }), "PurchaseOrderList.NotFound");
}

}  // namespace
}  // namespace expediter::tests
