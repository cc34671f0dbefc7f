#include "store/roles.h"

#include "unit/service/people.h"

namespace expediter::tests {
namespace {

using domain::Role;

class Roles : public PeopleTest {
 protected:
  Role create(std::int64_t by, std::string_view json) {
    return write([&, as = caller(by), patch = patch_of<Role>(json)](store::WriteContext& context) {
      return service::create_role(context, as, patch);
    });
  }
  Role change(std::int64_t by, std::int64_t id, std::string_view json) {
    return write([&, as = caller(by), patch = patch_of<Role>(json, schema::Intent::update)](
                     store::WriteContext& context) { return service::update_role(context, as, id, patch); });
  }
  void remove(std::int64_t by, std::int64_t id) {
    write([&, as = caller(by)](store::WriteContext& context) { service::delete_role(context, as, id); });
  }
  static std::string faults(std::string_view json) {
    base::Violations violations;
    schema::read_patch<Role>(schema::parse_json_object(json), schema::Intent::create, violations);
    std::string found;
    for (const auto& violation : violations) found += violation.field + " " + violation.code + ";";
    return found;
  }
};

TEST_F(Roles, TheBuiltInOnesAreThereAndCannotBeChanged) {
  const Role superuser = service::get_role(db(), 1);
  EXPECT_EQ(superuser.name, "Superuser");
  EXPECT_EQ(superuser.privilege_count, 3);
  EXPECT_FALSE(superuser.granular);
  EXPECT_EQ(service::get_role(db(), 2).privilege_count, 2);
  EXPECT_TRUE(service::get_role(db(), 3).granular);
  EXPECT_EQ(error_of([&] { change(ada_, 2, R"({"Role Description": "x"})"); }), "Role.BuiltIn");
  EXPECT_EQ(error_of([&] { remove(ada_, 3); }), "Role.BuiltIn");
}

TEST_F(Roles, ARoleIsMadeChangedAndDeleted) {
  const Role made =
      create(ada_, R"({"Role Name": "Buyer", "Privileges": [{"type": "Procurement", "access": "Edit"}]})");
  EXPECT_EQ(made.privilege_count, 1);
  const Role changed = change(ada_, made.id, R"({"Privileges": []})");
  EXPECT_EQ(changed.name, "Buyer");
  EXPECT_EQ(changed.privilege_count, 0);
  remove(ada_, made.id);
  EXPECT_EQ(error_of([&] { service::get_role(db(), made.id); }), "Role.NotFound");
}

TEST_F(Roles, ChangingARoleIsToldToWhoeverRemembersCallers) {
  const std::uint64_t epoch = writer().accounts_epoch();
  change(ada_, 4, R"({"Role Description": "Looks after users."})");
  EXPECT_GT(writer().accounts_epoch(), epoch);
}

TEST_F(Roles, NamesAreUniqueWhateverTheirCase) {
  EXPECT_EQ(violations_of([&] { create(ada_, R"({"Role Name": "SUPERUSER", "Privileges": []})"); }),
            "Role Name Field.NotUnique");
}

TEST_F(Roles, NobodyMakesARoleOfMoreThanTheyHave) {
  EXPECT_EQ(violations_of([&] {
              create(uma_,
                     R"({"Role Name": "Buyer", "Privileges": [{"type": "Procurement", "access": "View"}]})");
            }),
            "Privileges Field.NotAllowed");
  EXPECT_EQ(violations_of([&] {
              change(uma_, 4, R"({"Privileges": [{"type": "Users", "access": "Edit"},
                                                 {"type": "Issue Tracker", "access": "View"}]})");
            }),
            "Privileges Field.NotAllowed");
  const Role buyer =
      create(ada_, R"({"Role Name": "Buyer", "Privileges": [{"type": "Procurement", "access": "Edit"}]})");
  EXPECT_EQ(error_of([&] { remove(uma_, buyer.id); }), "User.NotPrivileged");
}

TEST_F(Roles, ARoleThatUsersHaveStays) {
  EXPECT_EQ(error_of([&] { remove(ada_, 4); }), "Role.StillInUse");
}

TEST_F(Roles, HalfAPrivilegeOrTwoOfOneAreaAreRefused) {
  EXPECT_EQ(faults(R"({"Role Name": "a", "Privileges": [{"type": "Users"}]})"),
            "Privileges[0].access Field.Required;");
  EXPECT_EQ(
      faults(R"({"Role Name": "a", "Privileges": [{"access": "View"}, {"type": "Users", "access": "All"}]})"),
      "Privileges[1].access Field.Value;");
  EXPECT_EQ(faults(R"({"Role Name": "a", "Privileges": [{"type": "Users", "access": "View"},
                                                        {"type": "Users", "access": "Edit"}]})"),
            "Privileges Field.Duplicate;");
  EXPECT_EQ(faults(R"({"Role Name": "a", "Privileges": "all"})"), "Privileges Field.Type;");
}

}  // namespace
}  // namespace expediter::tests
