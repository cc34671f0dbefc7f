#include "api/byte_budget.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace expediter::api {
namespace {

TEST(ByteBudget, SharesComeBackWithTheirLastCopy) {
  const ByteBudget budget{100};
  auto first = budget.take(60);
  ASSERT_TRUE(first);
  EXPECT_FALSE(budget.take(41));
  EXPECT_TRUE(budget.take(40));
  auto copy = first;
  first.reset();
  EXPECT_FALSE(budget.take(41));
  copy.reset();
  EXPECT_TRUE(budget.take(100));
}

TEST(ByteBudget, WhoIsTheOnlyOneGetsAnyShare) {
  const ByteBudget budget{100};
  const auto large = budget.take(1'000);
  EXPECT_TRUE(large);
  EXPECT_FALSE(budget.take(1));
}

TEST(ByteBudget, ASharesEndMayComeAfterTheBudgets) {
  std::shared_ptr<void> share;
  {
    const ByteBudget budget{100};
    share = budget.take(10);
  }
  EXPECT_TRUE(share);
}

TEST(ByteBudget, IsNeverOverdrawnByMany) {
  const ByteBudget budget{10};
  std::atomic<int> used = 0;
  std::atomic<int> most = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int turn = 0; turn < 20'000; ++turn) {
        const auto share = budget.take(3);
        if (!share) continue;
        const int now = used += 3;
        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
        }
        used -= 3;
      }
    });
  threads.clear();
  EXPECT_GE(most, 3);
  EXPECT_LE(most, 9);
  EXPECT_TRUE(budget.take(10));
}

}  // namespace
}  // namespace expediter::api
