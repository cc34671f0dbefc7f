#include "api/entity_answers.h"

#include <gtest/gtest.h>

#include "domain/purchase_order.h"
#include "domain/user.h"

namespace expediter::api {
namespace {

domain::PurchaseOrder order() {
  domain::PurchaseOrder order;
  order.id = 42;
  order.number = "PO-2024-001";
  return order;
}

TEST(EntityAnswers, FieldsComeInTheOrderTheyWereAskedFor) {
  std::string out;
  append_fields(
      out, order(),
      {schema::kIndexOf<&domain::PurchaseOrder::number>, schema::kIndexOf<&domain::PurchaseOrder::id>});
  EXPECT_EQ(out, R"({"PO List Number":"PO-2024-001","id":42})");
}

TEST(EntityAnswers, WithoutAWishAllFieldsCome) {
  std::string out;
  append_fields(out, order(), {});
  EXPECT_TRUE(out.starts_with(R"({"id":42,"PO List Number":"PO-2024-001","PO List Document Status":null,)"))
      << out;
}

TEST(EntityAnswers, APageListsItsHeadersAndNeverAPasswords) {
  schema::Query query;
  query.sort = {{0, false}};
  domain::User user;
  user.password = "must not be seen";
  std::string out;
  append_page(out, Envelope{schema::kTableInfo<domain::User>, query, 1, {}}, std::vector{user});
  EXPECT_NE(out.find(R"({"key":"Password Expiration","format":"datetime")"), std::string::npos);
  EXPECT_EQ(out.find(R"("Password")"), std::string::npos);
  EXPECT_EQ(out.find("must not be seen"), std::string::npos);
}

}  // namespace
}  // namespace expediter::api
