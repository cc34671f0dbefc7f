#include "service/sessions.h"

#include <thread>

#include "service/authenticate.h"
#include "service/lockout.h"
#include "service/sign_in.h"
#include "store/signin_failures.h"
#include "unit/service/people.h"

namespace expediter::tests {
namespace {

using domain::Session;
using service::FirstSignin;
using std::chrono::seconds;

class Sessions : public PeopleTest {
 protected:
  service::SignInResult sign_in(const std::string& login, std::string_view password = kPassword) {
    return service::sign_in(writer(), db(), settings_, {login, std::string{password}, from_}, now());
  }
  // The failures in a row that stand against a user from a place.
  std::int64_t counted(std::int64_t user_id, std::string_view place = "network ") {
    return store::find_signin_failures(db(), store::signin_name(user_id), place).count;
  }
  Session open(const std::string& login) { return std::get<Session>(sign_in(login)); }
  std::string failure(const std::string& login, std::string_view password) {
    return error_of([&] { sign_in(login, password); });
  }
  std::int64_t wait_of(const std::string& login) {
    try {
      sign_in(login);
    } catch (const base::Error& error) {
      return error.retry_after().value_or(seconds{0}).count();
    }
    return 0;
  }
  service::TokenClaims refresh_claims(const Session& session) {
    const auto tokens = service::make_tokens(keys_, settings_, session);
    return std::get<service::TokenClaims>(
        service::verify_token(keys_, tokens.refresh_token, service::TokenType::refresh, now()));
  }
  store::Outcome<Session> refresh(const service::TokenClaims& claims, const std::string& csrf) {
    return write([&](store::WriteContext& context) {
      return service::refresh_session(context, settings_, claims, csrf);
    });
  }
  static std::string name_of(const store::Outcome<Session>& outcome) {
    const auto* error = std::get_if<base::Error>(&outcome);
    return error == nullptr ? "" : std::string{error->name()};
  }
  std::string access_error(const Session& session) {
    const auto tokens = service::make_tokens(keys_, settings_, session);
    return error_of([&] { service::authenticate_access(db(), keys_, tokens.access_token, now()); });
  }

  service::SessionSettings settings_;
  store::Origin from_;  // Where sign-ins come from.
  service::SigningKeys keys_{.current = {"k1", "0123456789abcdef0123456789abcdef"}};
};

TEST_F(Sessions, TheRightPasswordOpensASessionByNameOrAddressWhateverTheirCase) {
  for (const char* login : {"ben", "BEN", "ben@acme.com", "Ben@Acme.com"}) {
    const Session session = open(login);
    EXPECT_EQ(session.user_id, ben_);
    EXPECT_EQ(session.expires_at, now() + settings_.session);
  }
}

TEST_F(Sessions, AnAccessTokenSpeaksForItsUser) {
  const Session session = open("ben");
  const auto tokens = service::make_tokens(keys_, settings_, session);
  const service::Caller caller = service::authenticate_access(db(), keys_, tokens.access_token, now());
  EXPECT_EQ(caller.user_id, ben_);
  EXPECT_EQ(caller.email, "ben@acme.com");
  EXPECT_EQ(caller.csrf_access, session.csrf_access);
  EXPECT_EQ(caller.expires_at, now() + settings_.access);
  EXPECT_TRUE(caller.may(domain::Area::issue_tracker, domain::Level::edit));
  EXPECT_FALSE(caller.may(domain::Area::users, domain::Level::view));
  EXPECT_FALSE(caller.superuser());
}

TEST_F(Sessions, AnExpiredAccessTokenIsToldFromAWrongOne) {
  const auto tokens = service::make_tokens(keys_, settings_, open("ben"));
  clock_.advance(settings_.access);
  EXPECT_EQ(error_of([&] { service::authenticate_access(db(), keys_, tokens.access_token, now()); }),
            "Session.Expired");
  EXPECT_EQ(error_of([&] { service::authenticate_access(db(), keys_, "nonsense", now()); }),
            "Session.Invalid");
}

TEST_F(Sessions, AnEndedSessionsTokenIsRefusedAtOnceAndTheWriterSaysSo) {
  const Session session = open("ben");
  const std::uint64_t epoch = writer().accounts_epoch();
  write([&](store::WriteContext& context) { EXPECT_TRUE(store::end_session(context, session.id)); });
  EXPECT_EQ(access_error(session), "Session.Invalid");
  EXPECT_GT(writer().accounts_epoch(), epoch);
}

TEST_F(Sessions, OpeningASessionMakesNobodyForgetWhoIsWho) {
  const std::uint64_t epoch = writer().accounts_epoch();
  open("ben");
  failure("ada", "wrong");
  EXPECT_EQ(writer().accounts_epoch(), epoch);
}

TEST_F(Sessions, WrongUnknownAndInactiveAllFailTheSameWay) {
  EXPECT_EQ(failure("ben", "wrong"), "User.InvalidCredentials");
  EXPECT_EQ(failure("nobody", kPassword), "User.InvalidCredentials");
  EXPECT_EQ(failure("", ""), "User.InvalidCredentials");
  write([&](store::WriteContext& context) {
    service::deactivate_user(context, service::operator_caller(), ben_);
  });
  EXPECT_EQ(failure("ben", kPassword), "User.InvalidCredentials");
}

TEST_F(Sessions, TheThirdFailureLocksAndEachFurtherOneDoublesTheTime) {
  failure("ben", "wrong");
  failure("ben", "wrong");
  EXPECT_EQ(wait_of("ada"), 0);
  failure("ben", "wrong");
  EXPECT_EQ(failure("ben", kPassword), "User.Locked");
  EXPECT_EQ(wait_of("ben"), 30);
  clock_.advance(seconds{29});
  EXPECT_EQ(wait_of("ben"), 1);
  clock_.advance(seconds{1});
  EXPECT_EQ(failure("ben", "wrong"), "User.InvalidCredentials");
  EXPECT_EQ(wait_of("ben"), 60);
  clock_.advance(seconds{60});
  EXPECT_EQ(failure("ben", "wrong"), "User.InvalidCredentials");
  EXPECT_EQ(wait_of("ben"), 120);
}

TEST_F(Sessions, WhatComesWhileLockedIsNotCounted) {
  for (int i = 0; i < 3; ++i) failure("ben", "wrong");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(failure("ben", "wrong"), "User.Locked");
  EXPECT_EQ(counted(ben_), 3);
}

TEST_F(Sessions, ASuccessForgetsTheFailures) {
  failure("ben", "wrong");
  failure("ben", "wrong");
  open("ben");
  failure("ben", "wrong");
  failure("ben", "wrong");
  EXPECT_EQ(open("ben").user_id, ben_);
}

TEST_F(Sessions, ALockIsOfTheNetworkThatFailed) {
  from_.network = "guesser";
  for (int i = 0; i < 3; ++i) failure("ben", "wrong");
  EXPECT_EQ(failure("ben", kPassword), "User.Locked");
  from_.network = "elsewhere";
  EXPECT_EQ(open("ben").user_id, ben_);
}

TEST_F(Sessions, NobodyLocksADeviceThatSignedInBefore) {
  from_ = {.network = "office", .device = "bens laptop"};
  open("ben");
  from_.device = "";
  for (int i = 0; i < 3; ++i) failure("ben", "wrong");
  EXPECT_EQ(failure("ben", kPassword), "User.Locked");
  from_.device = "bens laptop";
  EXPECT_EQ(open("ben").user_id, ben_);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(failure("ben", "wrong"), "User.InvalidCredentials");
  EXPECT_EQ(failure("ben", kPassword), "User.Locked") << "it may guess no more often than others";
  from_.device = "made up";
  EXPECT_EQ(failure("ben", kPassword), "User.Locked");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(failure("ada", "wrong"), "User.InvalidCredentials");
  from_.device = "bens laptop";
  EXPECT_EQ(failure("ada", kPassword), "User.Locked") << "a device is known to one account";
}

TEST_F(Sessions, FromMoreAndMoreNetworksAnAccountIsGuessedAtSlowly) {
  const auto fail_from = [&](int network) {
    from_.network = std::to_string(network);
    return failure("ben", "wrong");
  };
  for (int network = 0; network < service::kFailuresBeforeSlow; ++network)
    EXPECT_EQ(fail_from(network), "User.InvalidCredentials");
  EXPECT_EQ(fail_from(0), "User.Locked") << "one in ten seconds, for all that failed before";
  from_.network = "owner";
  EXPECT_EQ(open("ben").user_id, ben_) << "who has not failed is judged at once";
  clock_.advance(service::kSlowPace);
  EXPECT_EQ(fail_from(0), "User.InvalidCredentials");
  EXPECT_EQ(fail_from(1), "User.Locked");
  clock_.advance(std::chrono::hours{24});
  EXPECT_EQ(fail_from(1), "User.InvalidCredentials");
  EXPECT_EQ(fail_from(2), "User.InvalidCredentials");
}

TEST_F(Sessions, OfDevicesThoseThatCameBackAreKept) {
  const auto sign_in_from = [&](const std::string& device) {
    clock_.advance(seconds{1});
    write([&](store::WriteContext& context) { store::remember_device(context, ben_, device); });
  };
  for (int i = 0; i < 2; ++i) sign_in_from("laptop");
  for (std::int64_t i = 0; i < 3 * store::kMaxDevices; ++i) sign_in_from("script " + std::to_string(i));
  EXPECT_TRUE(store::is_known_device(db(), ben_, "laptop"));
  EXPECT_FALSE(store::is_known_device(db(), ben_, "script 0"));
  auto count = db().prepare("SELECT COUNT(*) FROM devices");
  ASSERT_TRUE(count.step());
  EXPECT_EQ(count.integer(0), store::kMaxDevices);
}

TEST_F(Sessions, ANameThatNobodyHasLocksLikeOneThatSomebodyHas) {
  for (const char* login : {"ben", "nobody"}) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(failure(login, "wrong"), "User.InvalidCredentials") << login;
    EXPECT_EQ(failure(login, "wrong"), "User.Locked") << login;
    EXPECT_EQ(wait_of(login), 30) << login;
  }
  clock_.advance(seconds{30});
  EXPECT_EQ(failure("NoBody", "wrong"), "User.InvalidCredentials");
  EXPECT_EQ(wait_of("nobody"), 60);
}

TEST_F(Sessions, NamesThatNobodyHasAreRememberedUpToALimitAndNotAsTheyWereTyped) {
  failure("my-password-in-the-wrong-box", "x");
  write([](store::WriteContext& context) {
    for (std::int64_t i = 0; i < store::kMaxSigninFailures + 5; ++i)
      store::set_signin_failures(context, "name " + std::to_string(i), "network", {.count = 1});
  });
  auto rows = db().prepare("SELECT COUNT(*), SUM(name LIKE '%password%') FROM signin_failures");
  ASSERT_TRUE(rows.step());
  EXPECT_EQ(rows.integer(0), store::kMaxSigninFailures);
  EXPECT_EQ(rows.integer(1), 0);
}

TEST_F(Sessions, TheLockHasALongestTimeAndSurvivesARestart) {
  write([&](store::WriteContext& context) {
    store::set_signin_failures(context, store::signin_name(ben_), "network ", {.count = 40});
  });
  failure("ben", "wrong");
  reader_.reset();
  database_.reset();
  database_.emplace(directory_.path().string(), clock_, store::DatabaseOptions{});
  reader_ = database_->open_reader();
  EXPECT_EQ(wait_of("ben"), 24 * 3600);
}

TEST_F(Sessions, AttemptsThatComeTogetherLearnNothingPastTheLock) {
  std::atomic<int> judged = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i)
    threads.emplace_back([&] {
      const auto reader = database_->open_reader();
      const std::string error = error_of([&] {
        service::sign_in(writer(), reader->connection(), settings_, {"ben", "wrong"}, now());
      });
      if (error == "User.InvalidCredentials") ++judged;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(judged.load(), 3);
  EXPECT_EQ(counted(ben_), 3);
}

TEST_F(Sessions, ANeverUsedAccountGetsAOneTimeTokenAndNoSession) {
  const std::int64_t eve = add("eve", 3, true);
  const auto first = std::get<FirstSignin>(sign_in("eve"));
  const Session session =
      service::choose_password(writer(), db(), settings_, {first.session_token, "a better password"}, now());
  EXPECT_EQ(session.user_id, eve);
  EXPECT_FALSE(service::get_user(db(), eve).first_signin);
  EXPECT_EQ(failure("eve", kPassword), "User.InvalidCredentials");
}

TEST_F(Sessions, AOneTimeTokenWorksOnceAndOnlyFor48Hours) {
  add("eve", 3, true);
  const auto first = std::get<FirstSignin>(sign_in("eve"));
  const auto choose = [&](const std::string& token) {
    return error_of([&] {
      service::choose_password(writer(), db(), settings_, {token, "a better password"}, now());
    });
  };
  EXPECT_EQ(choose("made up"), "Password.LinkInvalid");
  clock_.advance(settings_.password_ticket);
  EXPECT_EQ(choose(first.session_token), "Password.LinkInvalid");
  const auto second = std::get<FirstSignin>(sign_in("eve"));
  const auto third = std::get<FirstSignin>(sign_in("eve"));
  EXPECT_EQ(choose(second.session_token), "Password.LinkInvalid");
  EXPECT_EQ(choose(third.session_token), "");
  EXPECT_EQ(choose(third.session_token), "Password.LinkInvalid");
}

TEST_F(Sessions, AFirstPasswordMustBeANewAndFittingOne) {
  add("eve", 3, true);
  const auto first = std::get<FirstSignin>(sign_in("eve"));
  const auto faults = [&](const std::string& password) {
    return violations_of([&] {
      service::choose_password(writer(), db(), settings_, {first.session_token, password}, now());
    });
  };
  EXPECT_EQ(faults("short"), "new_password Field.TooShort");
  EXPECT_EQ(faults(std::string{kPassword}), "new_password Field.NotAllowed");
  EXPECT_EQ(faults("EVE@ACME.COM"), "new_password Field.NotAllowed");
}

TEST_F(Sessions, ARefreshGivesTheNextTokenUnderEitherCsrfValue) {
  const Session session = open("ben");
  clock_.advance(seconds{100});
  const auto next = refresh(refresh_claims(session), session.csrf_refresh);
  ASSERT_EQ(name_of(next), "");
  EXPECT_EQ(std::get<Session>(next).generation, 1);
  EXPECT_EQ(std::get<Session>(next).expires_at, session.expires_at)
      << "refreshing must not prolong a session";
  EXPECT_EQ(name_of(refresh(refresh_claims(std::get<Session>(next)), session.csrf_access)), "");
}

TEST_F(Sessions, ARefreshNeedsTheCsrfValue) {
  const Session session = open("ben");
  EXPECT_EQ(name_of(refresh(refresh_claims(session), "")), "CSRF.Missing");
  EXPECT_EQ(name_of(refresh(refresh_claims(session), "wrong")), "CSRF.Invalid");
  EXPECT_EQ(name_of(refresh(refresh_claims(session), session.csrf_refresh)), "");
}

TEST_F(Sessions, AnOldRefreshTokenEndsTheSession) {
  const Session session = open("ben");
  const auto stolen = refresh_claims(session);
  const auto next = std::get<Session>(refresh(stolen, session.csrf_refresh));
  clock_.advance(settings_.refresh_grace + seconds{1});
  EXPECT_EQ(name_of(refresh(stolen, session.csrf_refresh)), "Session.RefreshInvalid");
  EXPECT_EQ(access_error(next), "Session.Invalid");
  EXPECT_EQ(name_of(refresh(refresh_claims(next), session.csrf_refresh)), "Session.RefreshInvalid");
}

TEST_F(Sessions, TwoTabsMayRefreshAtTheSameMoment) {
  const Session session = open("ben");
  const auto claims = refresh_claims(session);
  const auto first = std::get<Session>(refresh(claims, session.csrf_refresh));
  const auto second = refresh(claims, session.csrf_refresh);
  ASSERT_EQ(name_of(second), "");
  EXPECT_EQ(std::get<Session>(second).generation, first.generation);
}

TEST_F(Sessions, ASessionEndsAfterThirtyDaysHoweverOftenItWasRefreshed) {
  Session session = open("ben");
  const auto claims = refresh_claims(session);
  clock_.advance(settings_.session - seconds{1});
  session = std::get<Session>(refresh(claims, session.csrf_refresh));
  EXPECT_EQ(service::make_tokens(keys_, settings_, session).access_for, seconds{1});
  clock_.advance(seconds{1});
  EXPECT_EQ(name_of(refresh(claims, session.csrf_refresh)), "Session.RefreshInvalid");
}

TEST_F(Sessions, DeactivatingAUserEndsTheirSessionsAndDemotingTakesEffectAtOnce) {
  const Session of_ben = open("ben");
  const auto tokens = service::make_tokens(keys_, settings_, of_ben);
  update(ada_, ben_, R"({"Role Id": 3})");
  EXPECT_EQ(error_of([&] { service::authenticate_access(db(), keys_, tokens.access_token, now()); }),
            "Session.Invalid");
  update(ada_, ben_, R"({"User Status": "Inactive"})");
  EXPECT_EQ(access_error(of_ben), "Session.Invalid");
  update(ada_, ben_, R"({"User Status": "Active"})");
  EXPECT_EQ(access_error(of_ben), "Session.Invalid") << "coming back must not revive an old session";
}

}  // namespace
}  // namespace expediter::tests
