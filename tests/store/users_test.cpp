#include "store/users.h"

#include "store/sessions.h"
#include "support/database_test.h"

namespace expediter::tests {
namespace {

using domain::User;

class Users : public DatabaseTest {
 protected:
  std::int64_t add(const std::string& fullname, const std::string& name) {
    User user;
    user.fullname = fullname;
    user.username = name;
    user.email = name + "@acme.com";
    user.role_id = 2;
    return write([&](store::WriteContext& context) { return store::insert_user(context, user, "hash"); });
  }
  std::string people(std::string_view text, int limit = 20) {
    std::string names;
    for (const domain::Person& person : store::find_people(db(), text, limit).rows)
      names.append(names.empty() ? "" : ", ").append(person.fullname);
    return names;
  }
};

TEST_F(Users, AUserIsReadAsWrittenWithWhatTheRoleSays) {
  const User user = *store::find_user(db(), add("Jane Doe", "jane"));
  EXPECT_EQ(user.fullname, "Jane Doe");
  EXPECT_EQ(user.email, "jane@acme.com");
  EXPECT_EQ(user.phone, std::nullopt);
  EXPECT_TRUE(user.first_signin);
  EXPECT_EQ(user.role_name, "Issue Tracker Manager");
  ASSERT_EQ(user.privileges.size(), 2U);
  EXPECT_EQ(user.privileges[0].area, domain::Area::issue_tracker);
  EXPECT_EQ(user.privileges[0].level, domain::GrantedLevel::edit);
}

TEST_F(Users, NamesClashWhateverTheirCase) {
  add("Émile", "émile");
  User other;
  other.username = "ÉMILE";
  other.email = "ÉMILE@ACME.COM";
  const store::NameClash clash = store::find_name_clash(db(), other);
  EXPECT_TRUE(clash.username);
  EXPECT_TRUE(clash.email);
  EXPECT_EQ(store::find_user_by_login(db(), "Émile")->fullname, "Émile");
}

TEST_F(Users, PeopleAreFoundByAnyPartOfTheirNamesThoseThatBeginWithItFirst) {
  add("Marianne Weber", "mweber");
  add("Ann Lee", "alee");
  add("Zoe Hannah", "zoe");
  const std::int64_t gone = add("Anna Gone", "gone");
  write([&](store::WriteContext& context) {
    User user = *store::find_user(context.db(), gone);
    user.status = domain::UserStatus::inactive;
    store::update_user(context, user);
  });
  EXPECT_EQ(people("ANN"), "Ann Lee, Marianne Weber, Zoe Hannah");
  EXPECT_EQ(people("mweb"), "Marianne Weber");
  EXPECT_EQ(people("zoe@"), "Zoe Hannah");
  EXPECT_EQ(people("%"), "");
  EXPECT_EQ(people("", 2), "Ann Lee, Marianne Weber");
  EXPECT_EQ(store::find_people(db(), "", 2).total, 3);
}

TEST_F(Users, SessionsPastTheirTimeAreForgottenAsNewOnesCome) {
  const std::int64_t id = add("Jane", "jane");
  const auto open = [&](const std::string& name) {
    domain::Session session;
    session.id = name;
    session.user_id = id;
    session.expires_at = now() + std::chrono::hours{1};
    write([&](store::WriteContext& context) { store::insert_session(context, session); });
  };
  open("first");
  clock_.advance(std::chrono::hours{1});
  EXPECT_TRUE(store::find_session(db(), "first"));
  open("second");
  EXPECT_FALSE(store::find_session(db(), "first"));
  EXPECT_TRUE(store::find_session(db(), "second"));
}

}  // namespace
}  // namespace expediter::tests
