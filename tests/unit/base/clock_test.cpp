#include "base/clock.h"

#include <gtest/gtest.h>

namespace expediter::base {

TEST(Clock, TheSystemClockIsPastTheDayThisWasWritten) {
  EXPECT_GT(system_clock().now(), (Timestamp{1'795'478'400}));
}

TEST(Clock, TimestampsMoveByDurations) {
  EXPECT_EQ(Timestamp{100} + std::chrono::minutes{1}, Timestamp{160});
  EXPECT_EQ(Timestamp{100} - std::chrono::seconds{1}, Timestamp{99});
}

}  // namespace expediter::base
