#include "base/random.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

namespace expediter::base {

namespace {

class Random : public testing::Test {
 protected:
  static void SetUpTestSuite() { init_crypto(); }
};

using Encoding = Random;

}  // namespace

TEST_F(Random, TokensAreUrlSafeOfTheirLengthAndNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const std::string token = random_token(32);
    EXPECT_EQ(token.size(), 43U);
    EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
    EXPECT_TRUE(seen.insert(token).second);
  }
  EXPECT_EQ(random_bytes(7).size(), 7U);
  EXPECT_TRUE(random_bytes(0).empty());
}

TEST_F(Random, DigestsAreThoseOfBlake2b) {
  EXPECT_EQ(to_hex(digest("")), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  EXPECT_EQ(to_hex(digest("abc")), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST_F(Random, AKeyMakesAnotherDigest) {
  EXPECT_NE(digest("abc", "key"), digest("abc"));
  EXPECT_NE(digest("abc", "key"), digest("abc", "kez"));
  EXPECT_EQ(digest("abc", "key"), digest("abc", "key"));
  EXPECT_NO_THROW(digest("abc", std::string(64, 'k')));
}

TEST_F(Random, AContentTagTellsContentsApart) {
  EXPECT_EQ(content_tag("a").size(), 22U);
  EXPECT_EQ(content_tag("a"), content_tag("a"));
  EXPECT_NE(content_tag("a"), content_tag("b"));
  EXPECT_EQ(content_tag("a").find('"'), std::string::npos);
}

TEST_F(Encoding, HexIsLowerCase) {
  const std::array<std::uint8_t, 4> bytes{0x00, 0x0F, 0xA0, 0xFF};
  EXPECT_EQ(to_hex(bytes), "000fa0ff");
  EXPECT_EQ(to_hex({}), "");
}

TEST_F(Encoding, Base64UrlSurvivesTheRoundTrip) {
  EXPECT_EQ(encode_base64url("\xFB\xFF\xFE"), "-__-");
  EXPECT_EQ(encode_base64url("a"), "YQ");
  EXPECT_EQ(encode_base64url(""), "");
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string bytes = random_bytes(size);
    EXPECT_EQ(decode_base64url(encode_base64url(bytes)), bytes);
  }
}

TEST_F(Encoding, WhatIsNoBase64UrlIsRefused) {
  for (const std::string_view text : {"a", "YQ==", "Y Q", "YQ\n", "+/+/", "YR", "ü", "YQ.", "Y"})
    EXPECT_EQ(decode_base64url(text), std::nullopt) << text;
}

TEST_F(Encoding, EqualityIsThatOfTheWholeText) {
  EXPECT_TRUE(equal_constant_time("abc", "abc"));
  EXPECT_TRUE(equal_constant_time("", ""));
  EXPECT_FALSE(equal_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_constant_time("abc", "ab"));
  EXPECT_FALSE(equal_constant_time("", "a"));
}

}  // namespace expediter::base
