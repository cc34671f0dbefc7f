#include "api/rate_limiter.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace expediter::api {
namespace {

using namespace std::chrono_literals;

constexpr RateLimiter::Time kStart = 1000h;

// How often `key` may at `now`, counting no further than 1,000.
int times(RateLimiter& limiter, std::uint64_t key, RateLimiter::Time now) {
  int taken = 0;
  while (taken < 1000 && !limiter.take(key, now)) ++taken;
  return taken;
}

TEST(RateLimiter, AllowsSoManyAtOnceAndRegainsThemEvenly) {
  RateLimiter limiter(Rate{10, 10s}, 1);
  EXPECT_EQ(times(limiter, 7, kStart), 10);
  EXPECT_EQ(times(limiter, 7, kStart), 0);
  EXPECT_EQ(times(limiter, 7, kStart + 999ms), 0);
  EXPECT_EQ(times(limiter, 7, kStart + 1s), 1);
  EXPECT_EQ(times(limiter, 7, kStart + 4s), 3);
  EXPECT_EQ(times(limiter, 7, kStart + 1h), 10) << "what is not used does not pile up";
}

TEST(RateLimiter, SaysHowLongToWait) {
  RateLimiter limiter(Rate{2, 60s}, 1);
  EXPECT_EQ(times(limiter, 7, kStart), 2);
  EXPECT_EQ(limiter.take(7, kStart), 30s);
  EXPECT_EQ(limiter.take(7, kStart + 20s), 10s);
  EXPECT_EQ(limiter.take(7, kStart + 30s), std::nullopt);
}

TEST(RateLimiter, BeingRefusedDoesNotMakeTheWaitLonger) {
  RateLimiter limiter(Rate{1, 1s}, 1);
  EXPECT_EQ(times(limiter, 7, kStart), 1);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(limiter.take(7, kStart), 1s);
  EXPECT_EQ(limiter.take(7, kStart + 1s), std::nullopt);
}

TEST(RateLimiter, KeysDoNotTouchEachOther) {
  RateLimiter limiter(Rate{3, 1h}, 1);
  for (std::uint64_t key = 0; key < 1000; ++key) EXPECT_EQ(times(limiter, key, kStart), 3) << key;
  EXPECT_EQ(times(limiter, 5, kStart), 0);
}

TEST(RateLimiter, WhatIsGivenBackCanBeTakenAgain) {
  RateLimiter limiter(Rate{2, 1h}, 1);
  EXPECT_EQ(times(limiter, 7, kStart), 2);
  limiter.give_back(7);
  EXPECT_EQ(times(limiter, 7, kStart), 1);
  limiter.give_back(99);  // Never seen: nothing to give back.
  EXPECT_EQ(times(limiter, 99, kStart), 2);
}

TEST(RateLimiter, WithMoreKeysThanRoomSomeBeginAnewAndTheNewestAreStillLimited) {
  RateLimiter limiter(Rate{1, 1h}, 1);
  constexpr std::uint64_t kMany = 500'000;
  for (std::uint64_t key = 0; key < kMany; ++key) limiter.take(key, kStart + std::chrono::nanoseconds(key));
  EXPECT_TRUE(limiter.take(kMany - 1, kStart + 1ms));
}

TEST(RateLimiter, ThreadsTogetherGetNoMoreThanOneAlone) {
  RateLimiter limiter(Rate{1000, 1h}, 1);
  limiter.take(7, kStart);
  std::atomic<int> taken = 1;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 2000; ++j) taken += limiter.take(7, kStart) ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, 1000);
}

TEST(RateLimiter, NoRateIsNoLimitAndNoMemory) {
  EXPECT_FALSE(RateLimiter(Rate{}, 1).limits());
  EXPECT_TRUE(RateLimiter(Rate{1, 1s}, 1).limits());
}

TEST(RateKey, AnIpv4AddressCountsByItselfAndAnIpv6NetworkAsOne) {
  const auto key = [](const char* text) { return rate_key(*http::parse_address(text)); };
  EXPECT_NE(key("192.0.2.7"), key("192.0.2.8"));
  EXPECT_EQ(key("2001:db8:0:1::7"), key("2001:db8:0:1:ffff::8"));
  EXPECT_NE(key("2001:db8:0:1::7"), key("2001:db8:0:2::7"));
}

}  // namespace
}  // namespace expediter::api
