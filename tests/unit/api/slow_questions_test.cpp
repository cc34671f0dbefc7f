#include "api/slow_questions.h"

#include <gtest/gtest.h>

#include <string>

namespace expediter::tests {

namespace {

using api::SlowQuestions;

constexpr SlowQuestions::Time kNow{std::chrono::hours{1'000}};

}  // namespace

TEST(SlowQuestions, KnowsWhatWasNotedAndNothingElse) {
  SlowQuestions slow;
  EXPECT_FALSE(slow.has("by title", kNow));
  slow.note("by title", kNow);
  EXPECT_TRUE(slow.has("by title", kNow));
  EXPECT_FALSE(slow.has("by id", kNow));
}

TEST(SlowQuestions, ForgetsAfterAMinute) {
  SlowQuestions slow;
  slow.note("by title", kNow);
  EXPECT_TRUE(slow.has("by title", kNow + std::chrono::seconds{59}));
  EXPECT_FALSE(slow.has("by title", kNow + std::chrono::seconds{60}));
  slow.note("by title", kNow + std::chrono::seconds{61});
  EXPECT_TRUE(slow.has("by title", kNow + std::chrono::seconds{61}));
}

TEST(SlowQuestions, KeepsMostOfManyAndMistakesNone) {
  SlowQuestions slow;
  for (int i = 0; i < 1'000; ++i) slow.note("slow " + std::to_string(i), kNow);
  int known = 0;
  for (int i = 0; i < 1'000; ++i) {
    known += slow.has("slow " + std::to_string(i), kNow) ? 1 : 0;
    EXPECT_FALSE(slow.has("quick " + std::to_string(i), kNow));
  }
  EXPECT_GT(known, 800);
}

}  // namespace expediter::tests
