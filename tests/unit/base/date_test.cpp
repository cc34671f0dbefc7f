#include "base/date.h"

#include <gtest/gtest.h>

#include <vector>

namespace expediter::base {

TEST(Date, DatesThatExistAreRead) {
  const std::vector<std::pair<std::string_view, std::int32_t>> cases{
      {"1970-01-01", 0},      {"1970-01-02", 1},        {"1969-12-31", -1},
      {"2024-03-10", 19'792}, {"2024-02-29", 19'782},   {"2000-02-29", 11'016},
      {"2024-12-31", 20'088}, {"0001-01-01", -719'162}, {"9999-12-31", 2'932'896}};
  for (const auto& [text, days] : cases) {
    EXPECT_EQ(parse_date(text), Date{days}) << text;
    EXPECT_EQ(format_date(Date{days}), text);
  }
}

TEST(Date, DatesThatDoNotExistAreRefused) {
  for (const std::string_view text : {"2024-02-30", "2023-02-29", "1900-02-29", "2100-02-29", "2024-04-31",
                                      "2024-13-01", "2024-00-10", "2024-01-00", "2024-01-32", "0000-01-01"})
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
}

TEST(Date, WhatIsNoDateIsRefused) {
  for (const std::string_view text : {"", "2024", "2024-1-1", "2024/01/01", "24-01-01", "2024-01-01 ",
                                      " 2024-01-01", "2024-01-01T00:00:00Z", "-024-01-01", "2024-+1-01",
                                      "20240101", "2024-0a-01", "12024-01-01", "today", "２０２４-01-01"})
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
}

TEST(Date, EveryDayOfFourHundredYearsSurvivesTheRoundTrip) {
  const std::int32_t first = parse_date("1900-01-01")->days;
  const std::int32_t last = parse_date("2300-01-01")->days;
  EXPECT_EQ(last - first, 400 * 365 + 97);
  for (std::int32_t day = first; day < last; ++day) ASSERT_EQ(parse_date(format_date({day})), Date{day});
}

TEST(Timestamp, TimesAreReadInEveryFormOfRfc3339) {
  const std::vector<std::pair<std::string_view, std::int64_t>> cases{
      {"1970-01-01T00:00:00Z", 0},
      {"1969-12-31T23:59:59Z", -1},
      {"2024-03-10T09:00:00Z", 1'710'061'200},
      {"2024-03-10t09:00:00z", 1'710'061'200},
      {"2024-03-10T10:00:00+01:00", 1'710'061'200},
      {"2024-03-10T03:30:00-05:30", 1'710'061'200},
      {"2024-03-10T09:00:00-00:00", 1'710'061'200},
      {"2024-03-10T09:00:00.9Z", 1'710'061'200},
      {"2024-03-10T09:00:00.123456789+00:00", 1'710'061'200},
      {"2024-03-11T00:00:00+23:59", 1'710'028'860},
  };
  for (const auto& [text, seconds] : cases) EXPECT_EQ(parse_timestamp(text), Timestamp{seconds}) << text;
}

TEST(Timestamp, WhatIsNoTimeIsRefused) {
  for (const std::string_view text :
       {"", "2024-03-10", "2024-03-10T09:00:00", "2024-03-10T09:00Z", "2024-03-10 09:00:00Z",
        "2024-03-10T24:00:00Z", "2024-03-10T09:60:00Z", "2024-03-10T09:00:60Z", "2024-02-30T09:00:00Z",
        "2024-03-10T09:00:00.Z", "2024-03-10T09:00:00+1:00", "2024-03-10T09:00:00+0100",
        "2024-03-10T09:00:00+24:00", "2024-03-10T09:00:00+01:60", "2024-03-10T09:00:00Zx",
        "2024-03-10T09-00-00Z", "2024-03-10T-9:00:00Z", "2024-03-10T09:00:00.5"})
    EXPECT_EQ(parse_timestamp(text), std::nullopt) << text;
}

TEST(Timestamp, AnOffsetDoesNotPushItOutOfTheYearsThatAreWritten) {
  constexpr Timestamp kFirst{-62'135'596'800};
  constexpr Timestamp kLast{253'402'300'799};
  EXPECT_EQ(parse_timestamp("0001-01-01T00:00:00Z"), kFirst);
  EXPECT_EQ(parse_timestamp("0001-01-01T14:00:00+14:00"), kFirst);
  EXPECT_EQ(parse_timestamp("0001-01-01T13:59:59+14:00"), std::nullopt);
  EXPECT_EQ(parse_timestamp("0001-01-01T00:00:00+00:01"), std::nullopt);
  EXPECT_EQ(parse_timestamp("9999-12-31T23:59:59Z"), kLast);
  EXPECT_EQ(parse_timestamp("9999-12-31T00:00:59-23:59"), kLast);
  EXPECT_EQ(parse_timestamp("9999-12-31T23:59:59-00:01"), std::nullopt);
  EXPECT_EQ(parse_timestamp("0000-12-31T23:59:59-01:00"), std::nullopt);
}

TEST(Timestamp, WhatIsBeyondTheYearsThatAreWrittenIsWrittenAsTheirEnd) {
  EXPECT_EQ(format_timestamp({INT64_MAX}), "9999-12-31T23:59:59Z");
  EXPECT_EQ(format_timestamp({INT64_MIN}), "0001-01-01T00:00:00Z");
  EXPECT_EQ(format_date({INT32_MAX}), "9999-12-31");
  EXPECT_EQ(format_date({INT32_MIN}), "0001-01-01");
}

TEST(Timestamp, TimesAreWrittenInUtcWithWholeSeconds) {
  EXPECT_EQ(format_timestamp({1'710'061'200}), "2024-03-10T09:00:00Z");
  EXPECT_EQ(format_timestamp({0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(format_timestamp({-1}), "1969-12-31T23:59:59Z");
  std::string out = "at ";
  append_timestamp(out, {86'399});
  EXPECT_EQ(out, "at 1970-01-01T23:59:59Z");
}

TEST(Timestamp, ItsDayIsThatOfUtcBeforeTheEpochToo) {
  EXPECT_EQ(date_of({0}), Date{0});
  EXPECT_EQ(date_of({86'399}), Date{0});
  EXPECT_EQ(date_of({86'400}), Date{1});
  EXPECT_EQ(date_of({-1}), Date{-1});
  EXPECT_EQ(date_of({-86'400}), Date{-1});
  EXPECT_EQ(date_of({-86'401}), Date{-2});
  EXPECT_EQ(start_of(Date{2}), (Timestamp{172'800}));
  EXPECT_EQ(start_of(Date{2'932'896}), (Timestamp{253'402'214'400}));
}

}  // namespace expediter::base
