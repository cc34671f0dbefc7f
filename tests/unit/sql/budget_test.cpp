// A statement that takes too long is given up, and the connection is as good as before.

#include "sql/budget.h"

#include <gtest/gtest.h>

#include <optional>
#include <thread>

#include "support/temporary_directory.h"

namespace expediter::sql {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

// Has no end of its own.
constexpr std::string_view kEndless =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n";

class BudgetTest : public testing::Test {
 protected:
  std::int64_t one() {
    auto row = connection_.prepare("SELECT 1");
    row.step();
    return row.integer(0);
  }

  tests::TemporaryDirectory directory_;
  Connection connection_{(directory_ / "test.db").string(), {.mode = Mode::read_write}};
};

}  // namespace

TEST_F(BudgetTest, WhatTakesTooLongIsGivenUpInTime) {
  const auto before = steady_clock::now();
  {
    const Budget budget{connection_, milliseconds{5}};
    EXPECT_THROW(connection_.prepare(kEndless).step(), OutOfTime);
    EXPECT_TRUE(budget.is_spent());
    EXPECT_THROW(budget.check(), OutOfTime);
  }
  EXPECT_LT(steady_clock::now() - before, seconds{2});
  EXPECT_EQ(one(), 1);
}

TEST_F(BudgetTest, WhatIsQuickIsLeftAlone) {
  const Budget budget{connection_, seconds{60}};
  for (int i = 0; i < 5'000; ++i) ASSERT_EQ(one(), 1);
  EXPECT_NO_THROW(budget.check());
}

TEST_F(BudgetTest, AnotherThreadMayEndIt) {
  std::atomic<bool> ending = false;
  const Budget budget{connection_, std::chrono::hours{1}, {nullptr, &ending}};
  std::thread other{[&] {
    std::this_thread::sleep_for(milliseconds{20});
    ending = true;
  }};
  EXPECT_THROW(connection_.prepare(kEndless).step(), OutOfTime);
  other.join();
}

TEST_F(BudgetTest, ATransactionThatItEndsLeavesNone) {
  {
    const Budget budget{connection_, milliseconds{5}};
    const Transaction transaction{connection_, Begin::read};
    EXPECT_THROW(connection_.prepare(kEndless).step(), OutOfTime);
  }
  EXPECT_FALSE(connection_.in_transaction());
  // And from here on nothing is bounded: longer than the budget was.
  auto row = connection_.prepare(
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) SELECT COUNT(*) FROM "
      "n");
  EXPECT_TRUE(row.step());
  EXPECT_EQ(row.integer(0), 1'000'000);
}

TEST_F(BudgetTest, LongTextsAreGivenUpWithinAStep) {
  // So few rows that the engine itself never asks.
  connection_.execute("CREATE TABLE texts (text TEXT)");
  for (int i = 0; i < 40; ++i) connection_.execute("INSERT INTO texts VALUES (hex(zeroblob(400000)))");
  const Budget budget{connection_, milliseconds{1}};
  EXPECT_THROW(connection_.prepare("SELECT COUNT(*) FROM texts WHERE fold(text) = 'a'").step(), OutOfTime);
}

TEST_F(BudgetTest, WorkBetweenStatementsMayAskToo) {
  EXPECT_NO_THROW(check_budget());
  {
    const std::atomic<bool> ending = true;
    const Budget budget{connection_, seconds{60}, {&ending}};
    EXPECT_THROW(check_budget(), OutOfTime);
  }
  EXPECT_NO_THROW(check_budget());
}

}  // namespace expediter::sql
