#include "store/entity_lists.h"

#include "store/purchase_orders.h"
#include "support/database_test.h"

namespace expediter::tests {
namespace {

using domain::PurchaseOrder;

class EntityLists : public DatabaseTest {
 protected:
  EntityLists() {
    write([](store::WriteContext& context) {
      for (int i = 1; i <= 12; ++i) {
        PurchaseOrder order;
        order.number = fmt::format("PO-{:03}", i);
        if (i % 3 != 0) order.supplier_name = i % 2 == 0 ? "Acme" : "Bolt";
        store::insert_purchase_order(context, order);
      }
    });
  }

  static schema::Query query(std::string_view text) {
    return schema::parse_query(
        schema::parse_parameters(text), schema::kTableInfo<PurchaseOrder>,
        {.me = "me@acme.com", .today = {}, .default_sort = {0, false}, .default_search_sort = {}});
  }
  store::EntityPage<PurchaseOrder> page(std::string_view text,
                                        const std::optional<schema::Position>& after = {},
                                        const store::Visible& visible = store::everything_visible()) {
    return store::list_entities<PurchaseOrder>(db(), query(text), after, visible);
  }
  static std::string ids(const store::EntityPage<PurchaseOrder>& page) {
    std::string text;
    for (const PurchaseOrder& order : page.rows)
      text.append(text.empty() ? "" : " ").append(std::to_string(order.id));
    return text;
  }
};

TEST_F(EntityLists, APageHasItsRowsAndTheTotalOfAll) {
  const auto first = page("page_size=5");
  EXPECT_EQ(ids(first), "1 2 3 4 5");
  EXPECT_EQ(first.total, 12);
  EXPECT_TRUE(first.next);
  const auto last = page("page_size=5&page=3");
  EXPECT_EQ(ids(last), "11 12");
  EXPECT_FALSE(last.next);
  const auto past = page("page_size=5&page=4");
  EXPECT_EQ(ids(past), "");
  EXPECT_EQ(past.total, 12);
}

TEST_F(EntityLists, AFullLastPageIsFollowedByNothing) {
  EXPECT_FALSE(page("page_size=4&page=3").next);
}

TEST_F(EntityLists, FiltersCountWhatTheyKeep) {
  const auto acme = page("Supplier+Name=Acme&sort=-id");
  EXPECT_EQ(ids(acme), "10 8 4 2");
  EXPECT_EQ(acme.total, 4);
  EXPECT_EQ(ids(page("Supplier+Name=")), "3 6 9 12");
}

TEST_F(EntityLists, WhatMayNotBeSeenIsNeitherListedNorCounted) {
  const store::Visible few{.text = "id <= ? OR id = ?", .bindings = {std::int64_t{2}, std::int64_t{12}}};
  const auto seen = page("sort=-id", {}, few);
  EXPECT_EQ(ids(seen), "12 2 1");
  EXPECT_EQ(seen.total, 3);
  EXPECT_EQ(ids(page("Supplier+Name=Acme", {}, few)), "2");
}

TEST_F(EntityLists, CursorsWalkThroughAllRowsOnceNullsLast) {
  for (const char* sort : {"Supplier Name", "-Supplier Name", "id", "-id", "Supplier Name,-PO List Number"}) {
    const std::string text = std::string{"page_size=5&sort="} + sort;
    const std::string whole = ids(page(std::string{"page_size=500&sort="} + sort));
    std::string walked;
    std::optional<schema::Position> after;
    do {
      const auto part = page(text, after);
      walked.append(walked.empty() ? "" : " ").append(ids(part));
      after = part.next;
    } while (after);
    EXPECT_EQ(walked, whole) << sort;
    EXPECT_EQ(page(text).total, 12);
  }
}

}  // namespace
}  // namespace expediter::tests
