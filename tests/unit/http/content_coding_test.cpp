#include "http/content_coding.h"

#include <gtest/gtest.h>

#include <chrono>

namespace expediter::http {

using Outcome = Unpacked::Outcome;

TEST(ContentCoding, WhatWasPackedComesBack) {
  for (const std::string& text : {std::string{}, std::string{"{}"}, std::string(1 << 20, 'x')}) {
    const Unpacked back = gunzip(gzip(text), 1 << 20);
    EXPECT_EQ(back.outcome, Outcome::complete);
    EXPECT_EQ(back.text, text);
  }
}

TEST(ContentCoding, SeveralMembersAreOneText) {
  EXPECT_EQ(gunzip(gzip("one ") + gzip("two"), 100).text, "one two");
}

TEST(ContentCoding, ABombEndsAtTheLimit) {
  const std::string bomb = gzip(std::string(std::size_t{64} << 20, '0'));
  const auto began = std::chrono::steady_clock::now();
  const Unpacked back = gunzip(bomb, 1000);
  EXPECT_EQ(back.outcome, Outcome::too_large);
  EXPECT_TRUE(back.text.empty());
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::milliseconds{5});
  EXPECT_EQ(gunzip(gzip(std::string(1001, 'a')), 1000).outcome, Outcome::too_large);
  EXPECT_EQ(gunzip(gzip(std::string(1000, 'a')), 1000).outcome, Outcome::complete);
}

TEST(ContentCoding, ManyEmptyMembersAreNoTrap) {
  std::string packed;
  while (packed.size() < 1U << 20U) packed += gzip("");
  EXPECT_EQ(gunzip(packed, 1000).outcome, Outcome::complete);
}

TEST(ContentCoding, WhatIsNoGzipIsMalformed) {
  const std::string whole = gzip("some text that is long enough to be cut somewhere in its middle");
  for (std::size_t cut = 0; cut < whole.size(); ++cut)
    EXPECT_EQ(gunzip(whole.substr(0, cut), 1000).outcome, Outcome::malformed) << cut;
  EXPECT_EQ(gunzip(whole + "trailing", 1000).outcome, Outcome::malformed);
  EXPECT_EQ(gunzip("{}", 1000).outcome, Outcome::malformed);
  std::string damaged = whole;
  damaged[damaged.size() - 6] ^= 1;  // In the checksum.
  EXPECT_EQ(gunzip(damaged, 1000).outcome, Outcome::malformed);
}

}  // namespace expediter::http
