#include "http/timer_wheel.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <vector>

namespace expediter::http::detail {
namespace {

class Bell final : public Timed {
 public:
  explicit Bell(std::function<void()> ring = {}) : ring_(std::move(ring)) {}
  void on_deadline() override {
    ++rung;
    if (ring_) ring_();
  }
  int rung = 0;

 private:
  std::function<void()> ring_;
};

TEST(TimerWheel, RingsOnceAndNeverEarly) {
  TimerWheel wheel(1000);
  Bell bell;
  EXPECT_EQ(wheel.next(), TimerWheel::kNever);
  wheel.arm(bell, 1234);
  EXPECT_LE(wheel.next(), 1234 + TimerWheel::kTick);
  wheel.advance(1233);
  EXPECT_EQ(bell.rung, 0);
  wheel.advance(1234 + TimerWheel::kTick);
  EXPECT_EQ(bell.rung, 1);
  wheel.advance(1'000'000);
  EXPECT_EQ(bell.rung, 1);
  EXPECT_EQ(wheel.next(), TimerWheel::kNever);
}

TEST(TimerWheel, ADeadlineCanBePutOffAndBroughtForward) {
  TimerWheel wheel(0);
  Bell bell;
  wheel.arm(bell, 500);
  wheel.arm(bell, 5000);
  wheel.advance(4999);
  EXPECT_EQ(bell.rung, 0);
  wheel.arm(bell, 10'000);
  wheel.arm(bell, 6000);
  wheel.advance(6000 + TimerWheel::kTick);
  EXPECT_EQ(bell.rung, 1);
}

TEST(TimerWheel, ADisarmedBellStaysSilent) {
  TimerWheel wheel(0);
  Bell first;
  Bell second;
  Bell third;
  for (Bell* bell : {&first, &second, &third}) wheel.arm(*bell, 300);
  wheel.disarm(second);
  wheel.disarm(second);
  wheel.advance(1000);
  EXPECT_EQ(first.rung, 1);
  EXPECT_EQ(second.rung, 0);
  EXPECT_EQ(third.rung, 1);
}

TEST(TimerWheel, DeadlinesPastOneTurnOfTheWheelAreKept) {
  TimerWheel wheel(0);
  Bell bell;
  wheel.arm(bell, 3'600'000);
  Millis now = 0;
  while (now < 3'600'000) {
    ASSERT_NE(wheel.next(), TimerWheel::kNever);
    ASSERT_EQ(bell.rung, 0);
    now = std::max(now + 1, wheel.next());
    wheel.advance(now);
  }
  EXPECT_EQ(bell.rung, 1);
}

TEST(TimerWheel, ABellMayArmItselfAndDisarmOthersWhileItRings) {
  TimerWheel wheel(0);
  Bell victim;
  Bell bell([&] {
    wheel.disarm(victim);
    if (bell.rung < 3) wheel.arm(bell, 0);
  });
  wheel.arm(victim, 100);
  wheel.arm(bell, 100);
  for (Millis now = 0; now < 2000; now += 10) wheel.advance(now);
  EXPECT_EQ(bell.rung, 3);
  EXPECT_EQ(victim.rung, 0);
}

TEST(TimerWheel, AnyMixOfDeadlinesRingsInTime) {
  std::mt19937 random(7);
  TimerWheel wheel(0);
  constexpr int kBells = 200;
  struct Watched {
    Bell bell;
    Millis deadline = TimerWheel::kNever;
  };
  std::vector<Watched> all(kBells);
  Millis now = 0;
  for (int round = 0; round < 20'000; ++round) {
    Watched& watched = all[random() % kBells];
    if (random() % 4 == 0) {
      wheel.disarm(watched.bell);
      watched.deadline = TimerWheel::kNever;
    } else {
      watched.deadline = now + static_cast<Millis>(random() % (random() % 50 == 0 ? 200'000 : 3000));
      wheel.arm(watched.bell, watched.deadline);
    }
    now += static_cast<Millis>(random() % (random() % 1000 == 0 ? 100'000 : 20));
    for (Watched& each : all) each.bell.rung = 0;
    wheel.advance(now);
    for (Watched& each : all) {
      if (each.bell.rung > 0) {
        ASSERT_EQ(each.bell.rung, 1);
        ASSERT_LE(each.deadline, now);
        each.deadline = TimerWheel::kNever;
      }
      if (each.deadline != TimerWheel::kNever) {
        ASSERT_GT(each.deadline + TimerWheel::kTick, now);
        ASSERT_LE(wheel.next(), each.deadline + TimerWheel::kTick);
      }
    }
  }
}

}  // namespace
}  // namespace expediter::http::detail
