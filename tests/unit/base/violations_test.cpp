#include <gtest/gtest.h>

#include "base/error.h"

namespace expediter::base {

namespace {

Violation named(const std::string& field) {
  return {field, std::string{violation::kUnknown}, field + " is wrong."};
}

}  // namespace

TEST(Violations, TheFirstAreKeptInTheirOrderAndTheRestCounted) {
  Violations violations;
  EXPECT_TRUE(violations.empty());
  for (int i = 0; i < 60; ++i) violations.push_back(named("F" + std::to_string(i)));
  violations.count_one();
  EXPECT_TRUE(violations.is_full());
  EXPECT_EQ(violations.size(), 61U);
  EXPECT_EQ(violations.unlisted(), 11U);
  EXPECT_EQ(violations.front().field, "F0");
  EXPECT_EQ(violations[49].field, "F49");
  EXPECT_EQ(violations.end() - violations.begin(), 50);
}

TEST(Violations, NamesAndMessagesAreCutBetweenCharacters) {
  const std::string sign = "漢";
  std::string text;
  for (int i = 0; i < 2'000; ++i) text += sign;
  const Violations violations{{text, "Field.Unknown", text}};
  EXPECT_EQ(violations.front().field, text.substr(0, 100 * sign.size()) + "…");
  EXPECT_EQ(violations.front().message, text.substr(0, 500 * sign.size()) + "…");
}

TEST(Violations, APartIsAddedUnderItsNameAndWithItsCount) {
  Violations part;
  for (int i = 0; i < 55; ++i) part.push_back(named("x"));
  Violations all{named("first")};
  all.append(part, "List[3].");
  EXPECT_EQ(all.size(), 56U);
  EXPECT_EQ(all[1].field, "List[3].x");
  EXPECT_EQ(all.unlisted(), 6U);
  Violations none{std::size_t{0}};
  none.append(part, "");
  EXPECT_EQ(none.size(), 55U);
  EXPECT_EQ(none.unlisted(), 55U);
}

}  // namespace expediter::base
