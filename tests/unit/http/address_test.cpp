#include "http/address.h"

#include <gtest/gtest.h>

#include <string>

namespace expediter::http {
namespace {

TEST(Address, IsReadInBothFamiliesAndAnIpv4AddressIsTheSameMapped) {
  EXPECT_TRUE(parse_address("192.0.2.7")->is_v4());
  EXPECT_EQ(parse_address("192.0.2.7"), parse_address("::ffff:192.0.2.7"));
  EXPECT_FALSE(parse_address("2001:db8::7")->is_v4());
  EXPECT_EQ(parse_address("2001:DB8:0::7"), parse_address("2001:db8::7"));
}

TEST(Address, IsNothingElse) {
  for (const std::string text :
       {"", "localhost", "192.0.2", "192.0.2.256", "192.0.2.7 ", "1", "::1%lo", "[::1]", "192.0.2.7:80",
        "0x7f.1", "::ffff:192.0.2.7:192.0.2.7:192.0.2.7:192.0.2.7"})
    EXPECT_FALSE(parse_address(text)) << text;
  EXPECT_FALSE(parse_address(std::string("127.0.0.1\0x", 11)));
}

TEST(Address, KnowsThisMachine) {
  for (const std::string text : {"127.0.0.1", "127.255.0.3", "::1", "::ffff:127.0.0.1"})
    EXPECT_TRUE(parse_address(text)->is_loopback()) << text;
  for (const std::string text : {"128.0.0.1", "126.0.0.1", "::", "::2", "1::1"})
    EXPECT_FALSE(parse_address(text)->is_loopback()) << text;
}

struct RangeCase {
  const char* range;
  const char* inside;
  const char* outside;
};

class RangeTest : public testing::TestWithParam<RangeCase> {};

TEST_P(RangeTest, HoldsWhatBeginsLikeItAndNothingElse) {
  const auto range = parse_address_range(GetParam().range);
  ASSERT_TRUE(range);
  EXPECT_TRUE(range->contains(*parse_address(GetParam().inside)));
  EXPECT_FALSE(range->contains(*parse_address(GetParam().outside)));
}

INSTANTIATE_TEST_SUITE_P(Ranges, RangeTest,
                         testing::Values(RangeCase{"192.0.2.7", "192.0.2.7", "192.0.2.6"},
                                         RangeCase{"192.0.2.0/24", "192.0.2.255", "192.0.3.0"},
                                         RangeCase{"10.0.0.0/8", "10.255.1.2", "11.0.0.0"},
                                         RangeCase{"192.0.2.128/25", "192.0.2.129", "192.0.2.127"},
                                         RangeCase{"172.16.0.0/12", "172.31.255.255", "172.32.0.0"},
                                         RangeCase{"0.0.0.0/0", "255.1.2.3", "2001:db8::1"},
                                         RangeCase{"::1", "::1", "::2"},
                                         RangeCase{"2001:db8::/32", "2001:db8:ffff::1", "2001:db9::"},
                                         RangeCase{"2001:db8::/61", "2001:db8:0:7::1", "2001:db8:0:8::1"}));

TEST(Range, IsRefusedWhereItsNumbersContradictEachOther) {
  for (const std::string text :
       {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.1.0.0/8", "::/129",
        "2001:db8::1/32", "10.0.0.1/31", "::1/127", "name/8", "10.0.0.0/8/8", "10.0.0.0 /8"})
    EXPECT_FALSE(parse_address_range(text)) << text;
}

}  // namespace
}  // namespace expediter::http
