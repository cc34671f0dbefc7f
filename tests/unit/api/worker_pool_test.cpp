#include "api/worker_pool.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "support/temporary_directory.h"

namespace expediter::tests {

namespace {

using api::Load;
using api::WorkerPool;

class WorkerPoolTest : public testing::Test {
 protected:
  TemporaryDirectory directory_;
  store::Database database_{directory_.path().string(), base::system_clock(), {}};
};

// Work that says when it has begun and goes on when it may.
struct Held {
  std::promise<void> begun;
  std::promise<void> may_end;

  WorkerPool::Work work() {
    return [this](store::Reader&) {
      begun.set_value();
      may_end.get_future().wait();
    };
  }
};

bool is_refused(WorkerPool& pool, Load load) {
  try {
    pool.add([](store::Reader&) {}, load);
    return false;
  } catch (const base::Error& error) {
    return error.code() == base::ErrorCode::overloaded && error.retry_after().has_value();
  }
}

}  // namespace

TEST_F(WorkerPoolTest, HeavyWorkLeavesHalfOfTheThreadsToTheRest) {
  Held first;
  Held second;
  std::promise<void> usual_done;
  WorkerPool pool{database_, 2};
  pool.add(first.work(), Load::heavy);
  first.begun.get_future().wait();
  pool.add(second.work(), Load::heavy);
  // Came last, and yet is done while the second piece of heavy work waits for the first.
  pool.add([&](store::Reader&) { usual_done.set_value(); });
  EXPECT_EQ(usual_done.get_future().wait_for(std::chrono::seconds{10}), std::future_status::ready);
  auto second_begun = second.begun.get_future();
  EXPECT_EQ(second_begun.wait_for(std::chrono::milliseconds{20}), std::future_status::timeout);
  first.may_end.set_value();
  second_begun.wait();
  second.may_end.set_value();
}

TEST_F(WorkerPoolTest, OneThreadDoesEverythingInTheOrderInWhichItCame) {
  Held blocking;
  std::string order;
  {
    WorkerPool pool{database_, 1};
    pool.add(blocking.work());
    blocking.begun.get_future().wait();
    for (const auto& [name, load] : {std::pair{'a', Load::heavy}, std::pair{'b', Load::usual},
                                     std::pair{'c', Load::heavy}, std::pair{'d', Load::heavy}})
      pool.add([&order, name = name](store::Reader&) { order += name; }, load);
    blocking.may_end.set_value();
  }
  EXPECT_EQ(order, "abcd");
}

TEST_F(WorkerPoolTest, EachKindOfWorkWaitsWithinItsOwnBound) {
  Held blocking;
  WorkerPool pool{database_, 1, {.usual = 2, .heavy = 1}};
  pool.add(blocking.work());
  blocking.begun.get_future().wait();
  EXPECT_FALSE(is_refused(pool, Load::heavy));
  EXPECT_TRUE(is_refused(pool, Load::heavy));
  EXPECT_FALSE(is_refused(pool, Load::usual));
  EXPECT_FALSE(is_refused(pool, Load::usual));
  EXPECT_TRUE(is_refused(pool, Load::usual));
  blocking.may_end.set_value();
}

TEST_F(WorkerPoolTest, AccountsHaveThreadsThatNoReadingTakes) {
  std::array<Held, 2> reading;
  std::promise<void> signed_in;
  WorkerPool pool{database_, 2};
  for (Held& held : reading) {
    pool.add(held.work());
    held.begun.get_future().wait();
  }
  pool.add([&](store::Reader&) { signed_in.set_value(); }, Load::account);
  EXPECT_EQ(signed_in.get_future().wait_for(std::chrono::seconds{10}), std::future_status::ready);
  for (Held& held : reading) held.may_end.set_value();
}

TEST_F(WorkerPoolTest, OneAccountLeavesThreadsAndPlacesToOthers) {
  const auto owner = [](std::int64_t id) { return api::WorkOwner{api::WorkOwner::Kind::account, id}; };
  Held first;
  Held second;
  std::promise<void> others_done;
  WorkerPool pool{database_, 2, {.usual = 8}};
  const auto is_refused_to = [&](std::int64_t account) {
    try {
      pool.add([](store::Reader&) {}, Load::usual, owner(account));
      return false;
    } catch (const base::Error& error) {
      return error.code() == base::ErrorCode::overloaded;
    }
  };
  pool.add(first.work(), Load::usual, owner(7));
  first.begun.get_future().wait();
  // It waits, though a thread is free.
  pool.add(second.work(), Load::usual, owner(7));
  EXPECT_FALSE(is_refused_to(7));
  EXPECT_TRUE(is_refused_to(7));
  pool.add([&](store::Reader&) { others_done.set_value(); }, Load::usual, owner(8));
  EXPECT_EQ(others_done.get_future().wait_for(std::chrono::seconds{10}), std::future_status::ready);
  first.may_end.set_value();
  second.may_end.set_value();
}

namespace {

api::WorkOwner address(std::int64_t id) {
  return {api::WorkOwner::Kind::address, id};
}

// One thread for accounts that is busy until `order` is asked for: what begins then, each by its name.
class Order {
 public:
  explicit Order(store::Database& database, std::size_t places = 256)
      : pool_(std::make_unique<WorkerPool>(database, 1, api::WorkerLimits{.account = places})) {
    pool_->add(blocking_.work(), Load::account);
    blocking_.begun.get_future().wait();
  }

  // Whether it was taken on.
  bool add(char name, api::WorkOwner owner, api::WorkTerms terms = {}) {
    terms.refuse = [this, name] { displaced_ += name; };
    try {
      pool_->add([this, name](store::Reader&) { begun_ += name; }, Load::account, owner, std::move(terms));
      return true;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::ErrorCode::overloaded);
      return false;
    }
  }

  const std::string& displaced() const { return displaced_; }
  std::string begun() {
    blocking_.may_end.set_value();
    pool_.reset();
    return begun_;
  }

 private:
  Held blocking_;
  std::string begun_;
  std::string displaced_;
  std::unique_ptr<WorkerPool> pool_;
};

}  // namespace

TEST_F(WorkerPoolTest, OwnersTakeTurns) {
  Order order{database_};
  for (const char name : {'a', 'b', 'c', 'd'}) order.add(name, address(1));
  for (const char name : {'x', 'y'}) order.add(name, address(2));
  order.add('m', address(3));
  EXPECT_EQ(order.begun(), "axmbycd");
}

TEST_F(WorkerPoolTest, WhoIsKnownComesFirstButNotWithAllThatHeAsks) {
  Order order{database_};
  for (const char name : {'a', 'b', 'c'}) order.add(name, address(1));
  const api::WorkOwner known{api::WorkOwner::Kind::account, 7};
  for (const char name : {'k', 'l', 'm'}) order.add(name, known, {.preferred = true});
  EXPECT_EQ(order.begun(), "kablcm");
}

TEST_F(WorkerPoolTest, ManyWhoAreKnownLeaveATurnToTheOthers) {
  Order order{database_};
  for (const char name : {'a', 'b'}) order.add(name, address(name));
  for (const char name : {'1', '2', '3', '4', '5'})
    order.add(name, {api::WorkOwner::Kind::account, name}, {.preferred = true});
  EXPECT_EQ(order.begun(), "123a45b");
}

TEST_F(WorkerPoolTest, WhatNobodyWaitsForIsNotBegunAndTakesNoPlace) {
  Order order{database_, 4};
  const auto gone = std::make_shared<std::atomic<bool>>(false);
  for (std::int64_t i = 0; i < 4; ++i) EXPECT_TRUE(order.add('a', address(i), {.gone = gone}));
  EXPECT_FALSE(order.add('b', address(4)));
  *gone = true;
  EXPECT_TRUE(order.add('c', address(5)));
  EXPECT_EQ(order.begun(), "c");
  EXPECT_EQ(order.displaced(), "");
}

TEST_F(WorkerPoolTest, WhatEndsToMatterWhileItWaitsIsNotBegun) {
  Order order{database_};
  const auto gone = std::make_shared<std::atomic<bool>>(false);
  order.add('a', address(1), {.gone = gone});
  order.add('b', address(2));
  *gone = true;
  EXPECT_EQ(order.begun(), "b");
}

TEST_F(WorkerPoolTest, WhoHasMostWaitingMakesRoomForWhoHasLess) {
  Order order{database_, 8};  // Two of each owner at most.
  for (const char name : {'a', 'b'}) order.add(name, address(1));
  for (const char name : {'c', 'd'}) order.add(name, address(2));
  for (const char name : {'e', 'f'}) order.add(name, address(3));
  for (const char name : {'g', 'h'}) order.add(name, address(4));
  EXPECT_TRUE(order.add('x', address(5)));
  EXPECT_EQ(order.displaced(), "h") << "the newest of one who has two";
  for (const char name : {'y', 'z', 'w'}) EXPECT_TRUE(order.add(name, address(name)));
  EXPECT_FALSE(order.add('v', address(6))) << "nobody has more than he would have";
  EXPECT_TRUE(order.add('k', {api::WorkOwner::Kind::account, 7}, {.preferred = true})) << "he is known";
  EXPECT_EQ(order.displaced(), "hfdbw");
  EXPECT_EQ(order.begun(), "kacegxyz");
}

TEST_F(WorkerPoolTest, WhatWasTakenOnIsFinished) {
  std::atomic<int> done = 0;
  {
    WorkerPool pool{database_, 4};
    for (int i = 0; i < 20; ++i) {
      pool.add([&](store::Reader&) { ++done; }, Load::heavy);
      pool.add([&](store::Reader&) { ++done; });
    }
  }
  EXPECT_EQ(done, 40);
}

}  // namespace expediter::tests
