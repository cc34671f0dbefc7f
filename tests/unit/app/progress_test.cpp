#include "app/progress.h"

#include <gtest/gtest.h>

#include <sstream>

namespace expediter::app {

TEST(Progress, ShowsPartNumbersAndRate) {
  EXPECT_EQ(render_progress("Loading", "tickets", 500'000, 1'000'000, std::chrono::seconds{5}),
            "Loading [###############...............]  50 %  500,000 of 1,000,000 tickets  100,000/s");
  EXPECT_EQ(render_progress("Loading", "tickets", 0, 0, std::chrono::seconds{0}),
            "Loading [..............................]   0 %  0 of 0 tickets  0/s");
}

TEST(Progress, NeverShowsMoreThanAll) {
  EXPECT_EQ(render_progress("X", "pages", 9, 3, std::chrono::seconds{1}).substr(0, 43),
            "X [##############################] 100 %  9");
}

TEST(Progress, WithoutATerminalSaysNothing) {
  Progress progress{nullptr, "Loading", "tickets", 10};
  progress.at(5);
}

TEST(Progress, GroupsDigits) {
  EXPECT_EQ(group_digits(0), "0");
  EXPECT_EQ(group_digits(999), "999");
  EXPECT_EQ(group_digits(1000), "1,000");
  EXPECT_EQ(group_digits(-1'234'567), "-1,234,567");
}

}  // namespace expediter::app
