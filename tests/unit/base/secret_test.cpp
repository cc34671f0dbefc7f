#include "base/secret.h"

#include <gtest/gtest.h>

#include <type_traits>

namespace expediter::base {

TEST(Secret, HasNoWayToTextButReveal) {
  static_assert(!std::is_convertible_v<Secret, std::string>);
  static_assert(!std::is_convertible_v<Secret, std::string_view>);
  static_assert(!std::is_convertible_v<std::string, Secret>);
  EXPECT_EQ(Secret{"abc"}.reveal(), "abc");
}

TEST(Secret, MovingLeavesNothingBehind) {
  Secret from{"a secret longer than what fits into the string itself"};
  const Secret to{std::move(from)};
  EXPECT_TRUE(from.empty());  // NOLINT(bugprone-use-after-move): this is what is tested.
  EXPECT_EQ(to.reveal(), "a secret longer than what fits into the string itself");
}

TEST(Secret, AssignmentReplaces) {
  Secret a{"one"};
  const Secret b{"two"};
  a = b;
  EXPECT_EQ(a.reveal(), "two");
  EXPECT_EQ(b.reveal(), "two");
  a = Secret{"three"};
  EXPECT_EQ(a.reveal(), "three");
}

TEST(Fingerprint, IsTheSameForTheSameTextOnly) {
  EXPECT_EQ(fingerprint("abc"), fingerprint("abc"));
  EXPECT_NE(fingerprint("abc"), fingerprint("abd"));
  EXPECT_EQ(fingerprint("abc").size(), std::string_view{"secret:01234567"}.size());
}

}  // namespace expediter::base
