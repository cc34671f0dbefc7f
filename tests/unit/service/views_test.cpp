#include "service/views.h"

#include "unit/service/people.h"

namespace expediter::tests {
namespace {

using domain::View;

class Views : public PeopleTest {
 protected:
  View create(std::int64_t by, std::string_view json) {
    return write([&, as = caller(by), patch = patch_of<View>(json)](store::WriteContext& context) {
      return service::create_view(context, as, patch);
    });
  }
  std::string change_error(std::int64_t by, std::int64_t id, std::string_view json) {
    return error_of([&] {
      write([&, as = caller(by), patch = patch_of<View>(json, schema::Intent::update)](
                store::WriteContext& context) { service::update_view(context, as, id, patch); });
    });
  }
  std::string delete_error(std::int64_t by, std::int64_t id) {
    return error_of([&] {
      write([&, as = caller(by)](store::WriteContext& context) { service::delete_view(context, as, id); });
    });
  }
};

TEST_F(Views, AViewIsItsOwnersUntilItIsShared) {
  const View view = create(ben_, R"({"Name": "Mine", "Query": "Status=Open"})");
  EXPECT_EQ(view.owner_email, "ben@acme.com");
  EXPECT_EQ(error_of([&] { service::get_view(db(), caller(uma_), view.id); }), "View.NotFound");
  EXPECT_EQ(change_error(uma_, view.id, R"({"Name": "Yours"})"), "View.NotFound");
  EXPECT_EQ(change_error(ben_, view.id, R"({"Shared": true})"), "");
  EXPECT_EQ(service::get_view(db(), caller(uma_), view.id).name, "Mine");
}

TEST_F(Views, ASharedViewIsChangedByItsOwnerOrASuperuserOnly) {
  const View view = create(ben_, R"({"Name": "Ours", "Query": "Status=Open", "Shared": true})");
  EXPECT_EQ(change_error(uma_, view.id, R"({"Name": "Mine"})"), "View.NotYours");
  EXPECT_EQ(delete_error(uma_, view.id), "View.NotYours");
  EXPECT_EQ(change_error(ada_, view.id, R"({"Name": "All"})"), "");
  EXPECT_EQ(service::get_view(db(), caller(ben_), view.id).name, "All");
  EXPECT_EQ(delete_error(ben_, view.id), "");
  EXPECT_EQ(delete_error(ben_, view.id), "View.NotFound");
}

TEST_F(Views, TheOwnerFollowsAChangedAddress) {
  const View view = create(ben_, R"({"Name": "Mine", "Query": ""})");
  update(ada_, ben_, R"({"User Email": "benjamin@acme.com"})");
  EXPECT_EQ(service::get_view(db(), caller(ben_), view.id).owner_email, "benjamin@acme.com");
}

TEST_F(Views, AUserHasAtMostTwoHundred) {
  write([as = caller(ben_)](store::WriteContext& context) {
    const auto patch = patch_of<View>(R"({"Name": "v", "Query": ""})");
    for (std::int64_t i = 0; i < service::kMaxViewsPerUser; ++i) service::create_view(context, as, patch);
  });
  EXPECT_EQ(error_of([&] { create(ben_, R"({"Name": "v", "Query": ""})"); }), "View.Invalid");
}

}  // namespace
}  // namespace expediter::tests
