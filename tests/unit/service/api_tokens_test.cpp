#include "service/api_tokens.h"

#include "service/authenticate.h"
#include "unit/service/people.h"

namespace expediter::tests {
namespace {

using domain::Area;
using domain::Level;
using service::NewToken;

class ApiTokens : public PeopleTest {
 protected:
  NewToken create(const service::Caller& as, std::int64_t owner, std::string_view json) {
    return write([&, patch = patch_of<domain::ApiToken>(json)](store::WriteContext& context) {
      return service::create_token(context, as, owner, patch);
    });
  }
  NewToken create(std::int64_t owner, std::string_view json) { return create(caller(owner), owner, json); }
  service::Caller use(const NewToken& token) {
    return service::authenticate_api_token(db(), token.text, now());
  }
  std::string use_error(const NewToken& token) {
    return error_of([&] { use(token); });
  }
  void revoke(std::int64_t by, std::int64_t id) {
    write([&, as = caller(by)](store::WriteContext& context) { service::revoke_token(context, as, id); });
  }
};

TEST_F(ApiTokens, ATokenActsForItsOwnerAndItsTextIsKeptNowhere) {
  const NewToken made = create(ben_, R"({"Name": "nightly import"})");
  EXPECT_TRUE(made.text.starts_with("exp_"));
  EXPECT_EQ(made.text.size(), 4U + 43U);
  EXPECT_EQ(made.token.owner_email, "ben@acme.com");
  EXPECT_EQ(made.token.created_at, now());
  const service::Caller caller = use(made);
  EXPECT_EQ(caller.user_id, ben_);
  EXPECT_TRUE(caller.by_token());
  EXPECT_TRUE(caller.may(Area::issue_tracker, Level::edit));
  reader_.reset();
  database_.reset();
  EXPECT_EQ(directory_.read("expediter.db").find(made.text), std::string::npos);
}

TEST_F(ApiTokens, AScopeNarrowsAndNeverMakesASuperuser) {
  const NewToken narrow =
      create(ada_, R"({"Name": "n", "Scope": [{"type": "Issue Tracker", "access": "View"}]})");
  const service::Caller caller = use(narrow);
  EXPECT_TRUE(caller.may(Area::issue_tracker, Level::view));
  EXPECT_FALSE(caller.may(Area::issue_tracker, Level::edit));
  EXPECT_FALSE(caller.may(Area::users, Level::view));
  EXPECT_FALSE(caller.superuser());
  EXPECT_TRUE(use(create(ada_, R"({"Name": "whole"})")).superuser());
}

TEST_F(ApiTokens, AScopeMayNotExceedTheCaller) {
  EXPECT_EQ(violations_of(
                [&] { create(ben_, R"({"Name": "n", "Scope": [{"type": "Users", "access": "View"}]})"); }),
            "Scope Field.NotAllowed");
}

TEST_F(ApiTokens, ATokenEndsAtItsTimeAndCannotBeginEnded) {
  EXPECT_EQ(violations_of([&] { create(ben_, R"({"Name": "n", "Expires At": "2024-03-10T09:00:00Z"})"); }),
            "Expires At Field.Range");
  const NewToken made = create(ben_, R"({"Name": "n", "Expires At": "2024-03-10T10:00:00Z"})");
  EXPECT_EQ(use(made).expires_at, now() + std::chrono::hours{1});
  clock_.advance(std::chrono::hours{1});
  EXPECT_EQ(use_error(made), "Session.Invalid");
}

TEST_F(ApiTokens, ATokenBegetsNoneThatMayDoMoreOrLastsLonger) {
  const NewToken parent = create(ada_, R"({"Name": "p", "Scope": [{"type": "Procurement", "access": "Edit"}],
                                           "Expires At": "2024-03-11T09:00:00Z"})");
  const service::Caller script = use(parent);
  EXPECT_EQ(violations_of([&] {
              create(script, ada_, R"({"Name": "c", "Scope": [{"type": "Users", "access": "Edit"}]})");
            }),
            "Scope Field.NotAllowed, Expires At Field.Range");
  const NewToken child = create(script, ada_, R"({"Name": "c", "Expires At": "2024-03-11T09:00:00Z"})");
  EXPECT_FALSE(use(child).superuser());
  EXPECT_FALSE(use(child).may(Area::users, Level::view));
  EXPECT_TRUE(use(child).may(Area::procurement, Level::edit));
}

TEST_F(ApiTokens, ARevokedTokenIsRefusedAtOnceAndTheWriterSaysSo) {
  const NewToken made = create(ben_, R"({"Name": "n"})");
  const std::uint64_t epoch = writer().accounts_epoch();
  revoke(ben_, made.token.id);
  EXPECT_EQ(use_error(made), "Session.Invalid");
  EXPECT_GT(writer().accounts_epoch(), epoch);
  EXPECT_EQ(error_of([&] { revoke(ben_, made.token.id); }), "Token.NotFound");
}

TEST_F(ApiTokens, OthersTokensAreASuperusersOnly) {
  const NewToken of_ben = create(ben_, R"({"Name": "n"})");
  EXPECT_EQ(error_of([&] { revoke(uma_, of_ben.token.id); }), "Token.NotFound");
  EXPECT_EQ(error_of([&] { service::get_token(db(), caller(uma_), of_ben.token.id); }), "Token.NotFound");
  EXPECT_EQ(use_error(of_ben), "");
  revoke(ada_, of_ben.token.id);
  EXPECT_EQ(use_error(of_ben), "Session.Invalid");
}

TEST_F(ApiTokens, WhatIsNoTokenIsRefused) {
  for (const std::string text : {"", "exp_", "exp_AAAA", "nonsense", "EXP_x"})
    EXPECT_EQ(error_of([&] { service::authenticate_api_token(db(), text, now()); }), "Session.Invalid")
        << text;
}

TEST_F(ApiTokens, AUserHasAtMostAHundred) {
  write([as = caller(ben_)](store::WriteContext& context) {
    const auto patch = patch_of<domain::ApiToken>(R"({"Name": "n"})");
    for (std::int64_t i = 0; i < service::kMaxTokensPerUser; ++i)
      service::create_token(context, as, as.user_id, patch);
  });
  EXPECT_EQ(error_of([&] { create(ben_, R"({"Name": "one more"})"); }), "Token.Invalid");
  EXPECT_EQ(error_of([&] { create(ada_, R"({"Name": "another's"})"); }), "");
}

TEST_F(ApiTokens, WhatWasMadeWithATokenEndsWithIt) {
  const NewToken parent = create(ben_, R"({"Name": "parent"})");
  const NewToken child = create(use(parent), ben_, R"({"Name": "child"})");
  const NewToken grandchild = create(use(child), ben_, R"({"Name": "grandchild"})");
  const NewToken other = create(ben_, R"({"Name": "other"})");
  const NewToken of_other = create(use(other), ben_, R"({"Name": "of other"})");
  revoke(ben_, parent.token.id);
  for (const NewToken* token : {&parent, &child, &grandchild})
    EXPECT_EQ(use_error(*token), "Session.Invalid") << token->token.name;
  for (const NewToken* token : {&other, &of_other}) EXPECT_EQ(use(*token).user_id, ben_);
}

TEST_F(ApiTokens, ANarrowTokenKnowsOfItselfAndItsOwnAlone) {
  const NewToken whole = create(ben_, R"({"Name": "whole"})");
  const NewToken narrow =
      create(ben_, R"({"Name": "n", "Scope": [{"type": "Issue Tracker", "access": "Edit"}]})");
  const NewToken child = create(use(narrow), ben_, R"({"Name": "child"})");
  const auto revoke_as = [&](const NewToken& by, const NewToken& what) {
    return error_of([&] {
      write([&, as = use(by)](store::WriteContext& context) {
        service::revoke_token(context, as, what.token.id);
      });
    });
  };
  EXPECT_EQ(revoke_as(narrow, whole), "Token.NotFound");
  EXPECT_EQ(error_of([&] { service::get_token(db(), use(narrow), whole.token.id); }), "Token.NotFound");
  EXPECT_EQ(service::get_token(db(), use(narrow), narrow.token.id).name, "n");
  EXPECT_EQ(service::get_token(db(), use(narrow), child.token.id).name, "child");
  EXPECT_EQ(service::get_token(db(), use(whole), narrow.token.id).name, "n");
  EXPECT_EQ(revoke_as(child, narrow), "Token.NotFound");
  EXPECT_EQ(revoke_as(narrow, child), "");
  EXPECT_EQ(use_error(child), "Session.Invalid");
  EXPECT_EQ(use(whole).user_id, ben_);
}

TEST_F(ApiTokens, ASuperusersNarrowTokenRevokesNobodysNorTheirOwn) {
  const NewToken of_ada = create(ada_, R"({"Name": "whole"})");
  const NewToken of_ben = create(ben_, R"({"Name": "bens"})");
  const NewToken narrow = create(ada_, R"({"Name": "n", "Scope": [{"type": "Issue Tracker", "access": "Edit"},
                                       {"type": "Procurement", "access": "Edit"},
                                       {"type": "Users", "access": "Edit"}]})");
  for (const NewToken* other : {&of_ada, &of_ben}) {
    EXPECT_EQ(error_of([&] {
                write([&, as = use(narrow)](store::WriteContext& context) {
                  service::revoke_token(context, as, other->token.id);
                });
              }),
              "Token.NotFound")
        << other->token.name;
    EXPECT_EQ(use_error(*other), "");
  }
}

}  // namespace
}  // namespace expediter::tests
