#include "api/byte_budget.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace expediter::api {
namespace {

constexpr ByteBudget::Owner kOwner{.account = 7, .address = 8};

TEST(ByteBudget, SharesComeBackWithTheirLastCopy) {
  const ByteBudget budget{100, 100};
  auto first = budget.take(60, kOwner);
  ASSERT_TRUE(first);
  EXPECT_FALSE(budget.take(41, kOwner));
  EXPECT_TRUE(budget.take(40, kOwner));
  auto copy = first;
  first.reset();
  EXPECT_FALSE(budget.take(41, kOwner));
  copy.reset();
  EXPECT_TRUE(budget.take(100, kOwner));
}

TEST(ByteBudget, WhoIsTheOnlyOneGetsAnyShare) {
  const ByteBudget budget{100, 100};
  const auto large = budget.take(1'000, kOwner);
  EXPECT_TRUE(large);
  EXPECT_FALSE(budget.take(1, kOwner));
}

TEST(ByteBudget, ASharesEndMayComeAfterTheBudgets) {
  std::shared_ptr<void> share;
  {
    const ByteBudget budget{100, 100};
    share = budget.take(10, kOwner);
  }
  EXPECT_TRUE(share);
}

TEST(ByteBudget, NoAccountAndNoAddressUsesTheShareOfOthers) {
  const ByteBudget budget{100, 50};
  const auto first = budget.take(40, {.account = 1, .address = 1});
  EXPECT_TRUE(first);
  EXPECT_FALSE(budget.take(20, {.account = 1, .address = 2}));
  EXPECT_FALSE(budget.take(20, {.account = 2, .address = 1}));
  EXPECT_TRUE(budget.take(10, {.account = 1, .address = 1}));
  const auto second = budget.take(50, {.account = 2, .address = 2});
  EXPECT_TRUE(second);
  EXPECT_FALSE(budget.take(20, {.account = 3, .address = 3})) << "all together";
}

TEST(ByteBudget, IsNeverOverdrawnByMany) {
  const ByteBudget budget{10, 10};
  std::atomic<int> used = 0;
  std::atomic<int> most = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int turn = 0; turn < 20'000; ++turn) {
        const auto share = budget.take(3, kOwner);
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
  EXPECT_TRUE(budget.take(10, kOwner));
}

}  // namespace
}  // namespace expediter::api
