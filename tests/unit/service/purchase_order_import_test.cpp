#include "service/purchase_order_import.h"

#include "store/purchase_orders.h"
#include "unit/service/people.h"

namespace expediter::tests {
namespace {

using domain::PurchaseOrder;
using service::OrderImport;
using service::OrderRow;

class PurchaseOrderImport : public PeopleTest {
 protected:
  // Rows of a file, the first in its second line.
  OrderImport import(std::initializer_list<std::string_view> rows) {
    std::vector<OrderRow> read;
    for (const std::string_view row : rows)
      read.push_back({static_cast<std::int64_t>(read.size()) + 2, patch_of<PurchaseOrder>(row)});
    return write([&read](store::WriteContext& context) {
      OrderImport decided = service::decide_order_import(context.db(), read);
      service::apply_order_import(context, decided);
      return decided;
    });
  }
  std::int64_t id_of(std::string_view number) {
    const auto order = store::find_purchase_order(db(), number);
    return order ? order->id : 0;
  }
};

TEST_F(PurchaseOrderImport, MakesChangesAndLeavesAloneByTheNumber) {
  import({R"({"id": 42, "PO List Number": "A", "Supplier Name": "Acme"})", R"({"PO List Number": "B"})"});
  const OrderImport second = import({R"({"PO List Number": "A", "Supplier Number": "S-1"})",
                                     R"({"PO List Number": "B"})", R"({"PO List Number": "C"})"});
  EXPECT_EQ(second.created.size(), 1U);
  EXPECT_EQ(second.changed.size(), 1U);
  EXPECT_EQ(second.unchanged, 1);
  const PurchaseOrder order = service::get_purchase_order(db(), 42);
  EXPECT_EQ(order.supplier_name, "Acme");
  EXPECT_EQ(order.supplier_number, "S-1");
}

TEST_F(PurchaseOrderImport, AnIdThatALaterRowChoseIsNotGivenToAnEarlierOne) {
  import({R"({"PO List Number": "A"})"});
  const std::string next = std::to_string(id_of("A") + 1);
  const std::string chosen = R"({"id": )" + next + R"(, "PO List Number": "C"})";
  import({R"({"PO List Number": "B"})", chosen});
  EXPECT_EQ(std::to_string(id_of("C")), next);
  EXPECT_GT(id_of("B"), id_of("C"));
}

TEST_F(PurchaseOrderImport, ARowThatCannotBeTakenLeavesTheOthersOut) {
  import({R"({"id": 42, "PO List Number": "A"})"});
  EXPECT_EQ(violations_of([&] {
              import({R"({"PO List Number": "B"})", R"({"id": 42, "PO List Number": "C"})",
                      R"({"id": 43, "PO List Number": "A"})", R"({"PO List Number": "B"})"});
            }),
            "line 3, id Field.NotUnique, line 4, id Field.ReadOnly, "
            "line 5, PO List Number Field.Duplicate");
  EXPECT_EQ(id_of("B"), 0);
}

}  // namespace
}  // namespace expediter::tests
