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

}  // namespace
}  // namespace expediter::tests
