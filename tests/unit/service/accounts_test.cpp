#include "service/accounts.h"

#include <atomic>
#include <future>
#include <thread>

#include "service/api_tokens.h"
#include "service/authenticate.h"
#include "service/password_reset.h"
#include "store/signin_failures.h"
#include "unit/service/people.h"

namespace expediter::tests {
namespace {

using domain::User;

class Accounts : public PeopleTest {
 protected:
  User create(std::int64_t by, std::string_view json) {
    const auto request = service::read_user_request(schema::parse_json_object(json), schema::Intent::create);
    return write([&, as = caller(by)](store::WriteContext& context) {
      return service::create_user(context, as, request);
    });
  }
  void deactivate(std::int64_t by, std::int64_t id) {
    write([&, as = caller(by)](store::WriteContext& context) { service::deactivate_user(context, as, id); });
  }
};

TEST_F(Accounts, AUserWithoutAPasswordGetsOneToBeginWith) {
  const auto request = service::read_user_request(
      schema::parse_json_object(R"({"User Fullname": "Eve", "Username": "eve", "User Email": "eve@acme.com",
                                    "Role Id": 3})"),
      schema::Intent::create);
  EXPECT_EQ(request.initial_password.size(), 20U);
  const User user = write([&](store::WriteContext& context) {
    return service::create_user(context, service::operator_caller(), request);
  });
  EXPECT_TRUE(user.first_signin);
  EXPECT_EQ(user.role_name, "Issue Tracker Viewer");
  const auto credentials = store::find_credentials(db(), user.id);
  EXPECT_TRUE(service::verify_password(credentials->password_hash, request.initial_password));
}

TEST_F(Accounts, AUserWithAPasswordIsReadyAndThePasswordIsNeverServed) {
  const User user = create(ada_, R"({"User Fullname": "Eve", "Username": "eve", "User Email": "eve@acme.com",
                                     "Role Id": 3, "Password": "a fine password"})");
  EXPECT_FALSE(user.first_signin);
  std::string json;
  schema::append_entity(json, service::get_user(db(), user.id));
  EXPECT_EQ(json.find("Password\""), std::string::npos) << json;
  EXPECT_EQ(json.find("fine"), std::string::npos) << json;
}

TEST_F(Accounts, AllThatIsWrongIsSaidAtOnce) {
  EXPECT_EQ(
      violations_of([&] {
        create(ada_, R"({"User Fullname": "", "Username": "BEN", "User Email": "Ada@ACME.com", "Role Id": 99,
                               "Password": "short", "id": 5})");
      }),
      "id Field.ReadOnly, User Fullname Field.TooShort, Password Field.TooShort, Role Id Field.NotFound, "
      "Username Field.NotUnique, User Email Field.NotUnique");
  EXPECT_EQ(violations_of([&] { create(ada_, "{}"); }),
            "User Fullname Field.Required, Username Field.Required, User Email Field.Required, Role Id "
            "Field.Required");
}

TEST_F(Accounts, NobodyIsCalledByAnothersAddress) {
  EXPECT_EQ(violations_of([&] { update(ada_, ben_, R"({"Username": "eve@acme.com"})"); }),
            "Username Field.Format");
  EXPECT_EQ(update(ada_, ben_, R"({"Username": "Ben@acme.com"})").username, "Ben@acme.com");
  EXPECT_EQ(violations_of([&] { update(ada_, ben_, R"({"Username": "be n"})"); }), "Username Field.Format");
}

TEST_F(Accounts, WhatWasReadMayBeSentBackAndWhatTheServerSetsMayNotDiffer) {
  std::string json;
  schema::append_entity(json, service::get_user(db(), ben_));
  EXPECT_EQ(update(ada_, ben_, json), service::get_user(db(), ben_));
  EXPECT_EQ(violations_of([&] { update(ada_, ben_, R"({"2FA Enabled": true, "Role Name": "Boss"})"); }),
            "Role Name Field.ReadOnly, 2FA Enabled Field.ReadOnly");
}

TEST_F(Accounts, OnlyASuperuserChangesOrMakesASuperuser) {
  EXPECT_EQ(error_of([&] { update(uma_, ada_, R"({"User Phone": "1"})"); }), "User.SuperuserOnly");
  EXPECT_EQ(error_of([&] { deactivate(uma_, ada_); }), "User.SuperuserOnly");
  EXPECT_EQ(error_of([&] { update(uma_, uma_, R"({"Role Id": 1})"); }), "User.SuperuserOnly");
  EXPECT_EQ(error_of([&] {
              create(
                  uma_,
                  R"({"User Fullname": "Eve", "Username": "eve", "User Email": "eve@acme.com", "Role Id": 1,
                               "Password": "a fine password"})");
            }),
            "User.SuperuserOnly");
  EXPECT_EQ(update(ada_, ben_, R"({"Role Id": 1})").role_name, "Superuser");
}

TEST_F(Accounts, NobodyGivesAwayOrTakesOverMoreThanTheyHave) {
  EXPECT_EQ(violations_of([&] { update(uma_, uma_, R"({"Role Id": 2})"); }), "Role Id Field.NotAllowed");
  // Ben sees orders, which Uma may not: whatever she changed of his account could lead her to them.
  for (const std::string_view change :
       {R"({"Password": "mine from now on"})", R"({"User Phone": "+32 2 555 01 02"})", R"({"Role Id": 4})",
        R"({"Username": "benny"})", R"({"User Email": "uma2@acme.com"})", R"({"User Status": "Inactive"})"})
    EXPECT_EQ(error_of([&] { update(uma_, ben_, change); }), "User.NotPrivileged") << change;
  EXPECT_EQ(error_of([&] { deactivate(uma_, ben_); }), "User.NotPrivileged");
  const std::int64_t peer = add("peer", 4);
  EXPECT_EQ(update(uma_, peer, R"({"User Phone": "+32 2 555 01 02"})").phone, "+32 2 555 01 02");
}

TEST_F(Accounts, WhoMayDoLessThanTheirAccountDoesNotChangeItEither) {
  service::Caller narrow = caller(ada_);
  narrow.session_id.clear();
  narrow.token_id = 1;
  narrow.privileges = domain::Privileges::of({{domain::Area::users, domain::GrantedLevel::edit}});
  const auto request = change(R"({"User Phone": "1"})");
  EXPECT_EQ(error_of([&] {
              write([&](store::WriteContext& context) {
                return service::update_user(context, narrow, ada_, request);
              });
            }),
            "User.SuperuserOnly");
}

TEST_F(Accounts, AnotherRoleEndsTheSessions) {
  const auto session =
      write([&](store::WriteContext& context) { return service::open_session(context, {}, ben_); });
  update(ada_, ben_, R"({"User Phone": "1"})");
  EXPECT_FALSE(store::find_session(db(), session.id)->ended_at);
  update(ada_, ben_, R"({"Role Id": 3})");
  EXPECT_TRUE(store::find_session(db(), session.id)->ended_at);
}

TEST_F(Accounts, TheLastActiveSuperuserStays) {
  EXPECT_EQ(error_of([&] { deactivate(ada_, ada_); }), "User.LastSuperuser");
  EXPECT_EQ(error_of([&] { update(ada_, ada_, R"({"Role Id": 2})"); }), "User.LastSuperuser");
  EXPECT_EQ(error_of([&] { update(ada_, ada_, R"({"User Status": "Inactive"})"); }), "User.LastSuperuser");
  const std::int64_t second = add("second", domain::kSuperuserRole);
  deactivate(ada_, second);
  EXPECT_EQ(error_of([&] { deactivate(ada_, ada_); }), "User.LastSuperuser")
      << "an inactive one does not count";
  update(ada_, second, R"({"User Status": "Active"})");
  deactivate(ada_, ada_);
  EXPECT_EQ(service::get_user(db(), ada_).status, domain::UserStatus::inactive);
}

TEST_F(Accounts, DeactivatingVoidsTokensAndLinksForGood) {
  const auto token = write([&](store::WriteContext& context) {
    return service::create_token(context, caller(ben_), ben_,
                                 patch_of<domain::ApiToken>(R"({"Name": "ci"})"));
  });
  const auto link = write(
      [&](store::WriteContext& context) { return service::request_reset(context, {}, "ben@acme.com"); });
  ASSERT_TRUE(link);
  deactivate(ada_, ben_);
  update(ada_, ben_, R"({"User Status": "Active"})");
  EXPECT_EQ(error_of([&] { service::authenticate_api_token(db(), token.text, now()); }), "Session.Invalid");
  EXPECT_EQ(error_of([&] {
              service::reset_password(writer(), db(), {}, {link->token, "quite another"}, now());
            }),
            "Password.LinkInvalid");
}

TEST_F(Accounts, OfTwoResetsWithOneLinkThatComeTogetherOneCounts) {
  const auto link = write(
      [&](store::WriteContext& context) { return service::request_reset(context, {}, "ben@acme.com"); });
  ASSERT_TRUE(link);
  // Held inside a change, the writer lets both look at the link and hash before either may use it up.
  std::promise<void> open;
  std::promise<void> inside;
  writer().submit(
      [opened = open.get_future().share(), &inside](store::WriteContext&) {
        inside.set_value();
        opened.wait();
        return 0;
      },
      [](const store::Outcome<int>&) {});
  inside.get_future().wait();
  std::atomic<int> done{0};
  std::vector<std::thread> threads;
  for (const std::string_view password : {"the first of two", "the other of two"})
    threads.emplace_back([&, password] {
      const auto reader = database_->open_reader();
      const std::string error = error_of([&] {
        service::reset_password(writer(), reader->connection(), {}, {link->token, std::string{password}},
                                now());
      });
      if (error.empty()) ++done;
    });
  while (writer().statistics().waiting < 2) std::this_thread::yield();
  open.set_value();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done.load(), 1);
}

TEST_F(Accounts, ANewPasswordEndsSessionsAndLocks) {
  write([&](store::WriteContext& context) {
    store::set_signin_failures(context, store::signin_name(ben_), "network ",
                               {.count = 9, .locked_until = now() + std::chrono::hours{1}});
  });
  const auto session =
      write([&](store::WriteContext& context) { return service::open_session(context, {}, ben_); });
  update(ada_, ben_, R"({"Password": "quite another"})");
  EXPECT_TRUE(store::find_session(db(), session.id)->ended_at);
  EXPECT_EQ(std::get<domain::Session>(service::sign_in(writer(), db(), {}, {"ben", "quite another"}, now()))
                .user_id,
            ben_);
}

TEST_F(Accounts, EveryChangeOfAUserIsToldToWhoeverRemembersCallers) {
  const std::uint64_t epoch = writer().accounts_epoch();
  update(ada_, ben_, R"({"User Email": "benjamin@acme.com"})");
  EXPECT_GT(writer().accounts_epoch(), epoch);
}

TEST_F(Accounts, AnEmptyDatabaseGetsOneSuperuserAndAnotherDoesNot) {
  EXPECT_FALSE(service::ensure_first_superuser(writer())) << "there are users here already";
  TemporaryDirectory empty;
  store::Database fresh{empty.path().string(), clock_, {}};
  const auto first = service::ensure_first_superuser(fresh.writer());
  ASSERT_TRUE(first);
  EXPECT_FALSE(service::ensure_first_superuser(fresh.writer()));
  const auto reader = fresh.open_reader();
  EXPECT_TRUE(domain::is_superuser(service::get_user_by_login(reader->connection(), first->username)));
  const auto result =
      service::sign_in(fresh.writer(), reader->connection(), {}, {first->username, first->password}, now());
  EXPECT_TRUE(std::holds_alternative<service::FirstSignin>(result));
}

TEST_F(Accounts, UnknownUsersAreNotFound) {
  EXPECT_EQ(error_of([&] { update(ada_, 999, "{}"); }), "User.NotFound");
  EXPECT_EQ(error_of([&] { deactivate(ada_, 999); }), "User.NotFound");
  EXPECT_EQ(error_of([&] { service::get_user_by_login(db(), "nobody"); }), "User.NotFound");
}

}  // namespace
}  // namespace expediter::tests
