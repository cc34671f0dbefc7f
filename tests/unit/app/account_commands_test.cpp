// Commands about users and API tokens.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/data_directory.h"
#include "app/text_table.h"
#include "service/accounts.h"
#include "service/authenticate.h"
#include "service/passwords.h"
#include "sql/connection.h"
#include "store/database.h"
#include "store/users.h"
#include "support/program_run.h"
#include "support/temporary_directory.h"

namespace expediter::app {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using tests::Ran;
using tests::TemporaryDirectory;

namespace {

class AccountCommands : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(run({"migrate"}).code, 0); }

  Ran run(std::vector<std::string> arguments, const std::string& input = {}) const {
    arguments.insert(arguments.end(), {"--data", data()});
    return tests::run_expediter(std::move(arguments), input);
  }
  std::string data() const { return (directory_ / "data").string(); }

  Ran add(const std::string& name, std::vector<std::string> more = {}, const std::string& input = {}) const {
    std::vector<std::string> arguments{
        "user",       "add", "--username", name,       "--email", name + "@acme.com",
        "--fullname", name,  "--role",     "superuser"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(std::move(arguments), input);
  }

  sql::Connection open() const { return {store::database_file(data()), {.mode = sql::Mode::read_only}}; }
  store::Credentials credentials(const std::string& login) const {
    sql::Connection connection = open();
    return store::find_credentials(connection, login).value();
  }

  static std::string last_word(const std::string& text) {
    const std::size_t end = text.find_last_not_of('\n') + 1;
    const std::size_t begin = text.find_last_of(' ', end) + 1;
    return text.substr(begin, end - begin);
  }

  TemporaryDirectory directory_;
};

}  // namespace

TEST_F(AccountCommands, UserAddPrintsAOneTimePasswordAndKeepsItHashed) {
  const Ran ran = add("ada");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const store::Credentials kept = credentials("ada@acme.com");
  EXPECT_TRUE(kept.first_signin);
  EXPECT_TRUE(service::verify_password(kept.password_hash, last_word(ran.out)));
}

TEST_F(AccountCommands, UserAddTakesAPasswordFromStandardInputAndDoesNotShowIt) {
  const Ran ran = add("ada", {"--password-stdin"}, "correct horse\r\nnext line\n");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, Not(HasSubstr("horse")));
  const store::Credentials kept = credentials("ada");
  EXPECT_FALSE(kept.first_signin);
  EXPECT_TRUE(service::verify_password(kept.password_hash, "correct horse"));
}

TEST_F(AccountCommands, UserAddRefusesWhatTheApiRefusesAndAddsNobody) {
  ASSERT_EQ(add("ada").code, 0);
  EXPECT_THAT(add("ada").err, AllOf(HasSubstr("Username belongs to"), HasSubstr("User Email belongs to")));
  EXPECT_THAT(add("ben", {"--password-stdin"}, "short\n").err, HasSubstr("at least 8 characters"));
  EXPECT_THAT(add("ben", {"--password-stdin"}, "").err, HasSubstr("no password came"));
  EXPECT_EQ(add("b\xff"
                "n")
                .code,
            kExitUsage);
  const Ran role =
      run({"user", "add", "--username", "x", "--email", "x@y.z", "--fullname", "x", "--role", "Boss"});
  EXPECT_EQ(role.code, 1);
  EXPECT_THAT(role.err, AllOf(HasSubstr("no role \"Boss\""), HasSubstr("Issue Tracker Viewer")));
  EXPECT_THAT(run({"user", "list"}).out, Not(HasSubstr("x@y.z")));
}

TEST_F(AccountCommands, UserListLinesUpItsColumnsAndSpeaksJson) {
  ASSERT_EQ(add("ada").code, 0);
  EXPECT_THAT(run({"user", "list"}).out, StartsWith("ID  USERNAME  EMAIL         NAME  ROLE       STATUS\n"
                                                    "1   ada       ada@acme.com  ada   Superuser  Active\n"));
  const std::string json = run({"user", "list", "--json"}).out;
  EXPECT_THAT(json, StartsWith("[\n{\"id\":1,\"User Fullname\":\"ada\""));
  EXPECT_EQ(schema::parse_json(json).array()->size(), 1U);
  EXPECT_THAT(json, Not(HasSubstr("argon2")));
}

TEST_F(AccountCommands, UserPasswdGivesAOneTimePasswordOrTheChosenOne) {
  const std::string first = last_word(add("ada").out);
  const Ran invented = run({"user", "passwd", "ada"});
  ASSERT_EQ(invented.code, 0) << invented.err;
  EXPECT_TRUE(credentials("ada").first_signin);
  EXPECT_TRUE(service::verify_password(credentials("ada").password_hash, last_word(invented.out)));
  EXPECT_FALSE(service::verify_password(credentials("ada").password_hash, first));
  ASSERT_EQ(run({"user", "passwd", "ADA@acme.com", "--password-stdin"}, "correct horse\n").code, 0);
  EXPECT_FALSE(credentials("ada").first_signin);
  EXPECT_TRUE(service::verify_password(credentials("ada").password_hash, "correct horse"));
  EXPECT_THAT(run({"user", "passwd", "nobody"}).err, HasSubstr("There is no user nobody."));
}

TEST_F(AccountCommands, UserDeactivateShutsAUserOutButNotTheLastSuperuser) {
  ASSERT_EQ(add("ada").code, 0);
  EXPECT_EQ(run({"user", "deactivate", "ada"}).code, 1);
  ASSERT_EQ(add("ben").code, 0);
  EXPECT_EQ(run({"user", "deactivate", "ada"}).code, 0);
  EXPECT_EQ(credentials("ada").status, domain::UserStatus::inactive);
  EXPECT_THAT(run({"token", "create", "--user", "ada", "--name", "x"}).err, HasSubstr("ada is inactive"));
}

TEST_F(AccountCommands, ATokenIsMadeShownOnceListedAndRevoked) {
  ASSERT_EQ(add("ada").code, 0);
  const Ran made = run({"token", "create", "--user", "ada", "--name", "nightly export", "--scope",
                        "Issue Tracker:View, Users:Edit", "--expires", "7"});
  ASSERT_EQ(made.code, 0) << made.err;
  const std::string secret = last_word(made.out);
  sql::Connection connection = open();
  const service::Caller caller =
      service::authenticate_api_token(connection, secret, base::system_clock().now());
  EXPECT_TRUE(caller.may(domain::Area::users, domain::Level::edit));
  EXPECT_FALSE(caller.may(domain::Area::issue_tracker, domain::Level::edit));
  EXPECT_LE(caller.expires_at, base::Timestamp{base::system_clock().now().seconds + 7 * 86'400});
  const std::string list = run({"token", "list"}).out;
  EXPECT_THAT(list, HasSubstr("1   nightly export  ada@acme.com  Issue Tracker:View,Users:Edit"));
  EXPECT_THAT(list, Not(HasSubstr(secret)));
  EXPECT_EQ(run({"token", "revoke", "1"}).code, 0);
  EXPECT_THAT(run({"token", "list"}).out, Not(HasSubstr("nightly")));
  EXPECT_ANY_THROW(service::authenticate_api_token(connection, secret, base::system_clock().now()));
  EXPECT_THAT(run({"token", "revoke", "1"}).err, HasSubstr("no such API token"));
}

TEST_F(AccountCommands, ATokensScopeIsCheckedWordByWordAndAgainstItsOwner) {
  ASSERT_EQ(run({"user", "add", "--username", "eve", "--email", "eve@acme.com", "--fullname", "Eve", "--role",
                 "Issue Tracker Viewer"})
                .code,
            0);
  const auto scope = [&](const std::string& text) {
    return run({"token", "create", "--user", "eve", "--name", "x", "--scope", text});
  };
  EXPECT_EQ(scope("Issue Tracker").code, kExitUsage);
  EXPECT_THAT(scope("Issue Tracker:Own").err, HasSubstr("Scope[0].access"));
  EXPECT_THAT(scope("Users:View").err, HasSubstr("access that eve does not have"));
  EXPECT_EQ(run({"token", "create", "--user", "eve", "--name", "x", "--expires", "0"}).code, kExitUsage);
  EXPECT_EQ(scope("Issue Tracker:View").code, 0);
}

TEST_F(AccountCommands, WhileAServerRunsTheyListAndDoNotWrite) {
  ASSERT_EQ(add("ada").code, 0);
  const DataLock lock{data(), "serve"};
  EXPECT_THAT(add("ben").err, HasSubstr("(expediter serve); stop that first"));
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"user", "passwd", "ada"},
                                             {"user", "deactivate", "ada"},
                                             {"token", "create", "--user", "ada", "--name", "x"},
                                             {"token", "revoke", "1"}})
    EXPECT_THAT(run(command).err, HasSubstr("(expediter serve); stop that first")) << command[1];
  EXPECT_THAT(run({"user", "list"}).out, HasSubstr("ada@acme.com"));
  EXPECT_EQ(run({"token", "list", "--json"}).out, "[]\n");
}

TEST(TextTables, ColumnsAreAsWideAsTheirWidestTextInCharacters) {
  TextTable table{{"A", "B"}};
  table.add({"né", "x"});
  table.add({"longer", ""});
  EXPECT_EQ(table.render(), "A       B\nné      x\nlonger  -\n");
}

}  // namespace expediter::app
