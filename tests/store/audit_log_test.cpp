#include "store/audit_log.h"

#include "store/store_fixture.h"

namespace expediter::tests {
namespace {

using domain::AuditAction;

class AuditLog : public StoreTest {
 protected:
  void append(std::string subject) {
    database_->writer().run([&](store::WriteContext& context) {
      store::append_audit(
          context, {.actor = "a@acme.com", .action = AuditAction::signed_in, .subject = std::move(subject)});
      return true;
    });
  }
  store::AuditFindings verify(std::string_view key = "", const std::optional<store::KnownEntry>& known = {}) {
    return store::verify_audit(reader_->connection(), key, known, [](std::int64_t) {});
  }
  // What a look at the log says after `change` in a transaction that is then undone.
  template <class Change>
  store::AuditFindings after(Change change) {
    store::AuditFindings found;
    EXPECT_ANY_THROW(database_->writer().run([&](store::WriteContext& context) -> bool {
      change(context);
      found = store::verify_audit(context.db(), "", {}, [](std::int64_t) {});
      throw base::Error{base::ErrorCode::internal};
    }));
    return found;
  }
  // The same after somebody has changed the file past the program and its triggers.
  std::string broken_by(const std::string& sql) {
    const auto found = after([&](store::WriteContext& context) {
      std::vector<std::string> triggers;
      {
        auto rows = context.db().prepare(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_log'");
        while (rows.step()) triggers.emplace_back(rows.text(0));
      }
      for (const std::string& trigger : triggers) context.db().execute("DROP TRIGGER " + trigger);
      context.db().execute(sql);
    });
    return found.broken.value_or("");
  }
};

TEST_F(AuditLog, AnEmptyLogIsInOrder) {
  const auto found = verify();
  EXPECT_FALSE(found.broken);
  EXPECT_EQ(found.entries, 0);
  EXPECT_EQ(found.head, "");
}

TEST_F(AuditLog, EntriesAreNumberedAndChained) {
  append("one");
  const std::string first = verify().head;
  append("two");
  const auto found = verify();
  EXPECT_FALSE(found.broken) << *found.broken;
  EXPECT_EQ(found.entries, 2);
  EXPECT_NE(found.head, first);
  EXPECT_TRUE(verify("", store::KnownEntry{1, first}).holds_known);
  EXPECT_FALSE(verify("", store::KnownEntry{2, first}).holds_known);
}

TEST_F(AuditLog, AnotherKeyDoesNotFit) {
  append("one");
  EXPECT_EQ(verify("another key").broken, "entry 1 is not what was written, or what was before it is not");
}

TEST_F(AuditLog, WhatIsRefusedLeavesNoEntryAndNoGap) {
  append("one");
  EXPECT_THROW(database_->writer().run([](store::WriteContext& context) -> bool {
    store::append_audit(context, {.actor = std::nullopt, .action = AuditAction::signed_out});
    throw base::Error{base::ErrorCode::ticket_invalid};
  }),
               base::Error);
  append("two");
  const auto found = verify();
  EXPECT_FALSE(found.broken);
  EXPECT_EQ(found.entries, 2);
}

TEST_F(AuditLog, EntriesOfOneCommitAreChainedInTheirOrder) {
  database_->writer().run([](store::WriteContext& context) {
    for (const char* subject : {"one", "two", "three"})
      store::append_audit(context,
                          {.actor = std::nullopt, .action = AuditAction::exported, .subject = subject});
    return true;
  });
  EXPECT_EQ(verify().entries, 3);
  EXPECT_FALSE(verify().broken);
}

TEST_F(AuditLog, NothingIsChangedOrTakenAway) {
  append("one");
  for (const char* sql :
       {"UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log", "UPDATE audit_log SET id = 2"})
    EXPECT_ANY_THROW(database_->writer().run([&](store::WriteContext& context) {
      context.db().execute(sql);
      return true;
    })) << sql;
  EXPECT_FALSE(verify().broken);
}

// By somebody who has the file and not the key.
TEST_F(AuditLog, WhateverIsChangedInAnEntryIsNoticed) {
  for (const char* subject : {"one", "two", "three"}) append(subject);
  ASSERT_FALSE(verify().broken);
  for (const char* change : {"logged_at = logged_at + 1", "actor = NULL", "action = action + 1",
                             "subject = 'x'", "details = 'x'", "address = '192.0.2.7'", "token_id = 1"})
    EXPECT_EQ(broken_by(std::string{"UPDATE audit_log SET "} + change + " WHERE id = 2"),
              "entry 2 is not what was written, or what was before it is not")
        << change;
}

TEST_F(AuditLog, EntriesThatAreTakenAwayAreMissed) {
  for (const char* subject : {"one", "two", "three"}) append(subject);
  EXPECT_EQ(broken_by("DELETE FROM audit_log WHERE id = 1"), "entry 1 is missing");
  EXPECT_EQ(broken_by("DELETE FROM audit_log WHERE id = 2"), "entry 2 is missing");
  EXPECT_EQ(broken_by("DELETE FROM audit_log WHERE id = 3"), "there are 2 entries, but the head tells of 3");
  EXPECT_EQ(broken_by("DELETE FROM audit_log WHERE id = 3; UPDATE audit_head SET entries = 2, hash = "
                      "(SELECT hash FROM audit_log WHERE id = 2)"),
            "the head is not what was written");
}

TEST_F(AuditLog, AnEntryVouchesForThoseBeforeIt) {
  const auto head_after = [&](const char* first) {
    return after([&](store::WriteContext& context) {
             for (const char* subject : {first, "last"})
               store::append_audit(
                   context, {.actor = std::nullopt, .action = AuditAction::exported, .subject = subject});
           })
        .head;
  };
  EXPECT_EQ(head_after("one"), head_after("one"));
  EXPECT_NE(head_after("one"), head_after("uno"));
}

}  // namespace
}  // namespace expediter::tests
