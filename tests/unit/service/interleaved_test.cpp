// Attempts that come together: each looks before any of them has changed something. That only one of them
// counts is decided where changes are made, one after the other.

#include "service/password_change.h"
#include "service/password_reset.h"
#include "store/sessions.h"
#include "unit/service/people.h"

namespace expediter::tests {
namespace {

using service::FirstSignin;

// Whoever asks db() sees the database as it was when the test called `look`.
class Interleaved : public PeopleTest {
 protected:
  void look() {
    before_.emplace(db(), sql::Begin::read);
    service::get_user(db(), ada_);  // The first read holds it.
  }

  service::SignInResult sign_in(const std::string& login, std::string_view password) {
    return service::sign_in(writer(), db(), settings_, {login, std::string{password}}, now());
  }
  std::string sign_in_error(const std::string& login, std::string_view password) {
    return error_of([&] { sign_in(login, password); });
  }

  service::SessionSettings settings_;
  std::optional<sql::Transaction> before_;
};

TEST_F(Interleaved, OfTwoFirstPasswordsWithOneTokenOneCounts) {
  add("eve", 3, true);
  const auto first = std::get<FirstSignin>(sign_in("eve", kPassword));
  look();
  const auto choose = [&](const std::string& password) {
    return error_of([&] {
      service::choose_password(writer(), db(), settings_, {first.session_token, password}, now());
    });
  };
  EXPECT_EQ(choose("the first of two"), "");
  EXPECT_EQ(choose("the second of two"), "Password.LinkInvalid");
  before_.reset();
  EXPECT_EQ(sign_in_error("eve", "the first of two"), "");
}

TEST_F(Interleaved, ALinkIsVoidForWhoWasDeactivatedMeanwhile) {
  const auto link = write([&](store::WriteContext& context) {
    return service::request_reset(context, settings_, "ben@acme.com");
  });
  look();
  update(ada_, ben_, R"({"User Status": "Inactive"})");
  EXPECT_EQ(error_of([&] {
              service::reset_password(writer(), db(), settings_, {link->token, "a better password"}, now());
            }),
            "Password.LinkInvalid");
}

TEST_F(Interleaved, APasswordThatWasChangedMeanwhileOpensNothing) {
  look();
  update(ada_, ben_, R"({"Password": "quite another"})");
  EXPECT_EQ(sign_in_error("ben", kPassword), "User.InvalidCredentials");
}

TEST_F(Interleaved, OfGuessesAtTheOldPasswordThreeAreJudged) {
  const service::Caller ben = caller(ben_);
  const auto guess = [&](std::string_view old_password) {
    return error_of([&] {
      service::change_password(writer(), db(), settings_, ben,
                               {std::string{old_password}, "a better password"}, now());
    });
  };
  look();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(guess("wrong wrong"), "Password.Invalid");
  EXPECT_EQ(guess("wrong wrong"), "User.Locked");
  EXPECT_EQ(guess(kPassword), "User.Locked");
}

}  // namespace
}  // namespace expediter::tests
