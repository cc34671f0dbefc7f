#include "app/setting.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace expediter::app {

namespace {

template <class T>
std::string round_trip(std::string_view text) {
  const auto value = SettingTraits<T>::parse(text);
  return value ? SettingTraits<T>::format(*value) : "refused";
}

}  // namespace

TEST(Setting, AnAddressIsAHostAndAPort) {
  const auto v4 = SettingTraits<ListenAddress>::parse("127.0.0.1:8080");
  ASSERT_TRUE(v4);
  EXPECT_EQ(*v4, (ListenAddress{"127.0.0.1", 8080}));
  const auto v6 = SettingTraits<ListenAddress>::parse("[::1]:0");
  ASSERT_TRUE(v6);
  EXPECT_EQ(*v6, (ListenAddress{"::1", 0}));
  EXPECT_EQ(round_trip<ListenAddress>("[2001:db8::1]:65535"), "[2001:db8::1]:65535");
  EXPECT_EQ(round_trip<ListenAddress>("localhost:1"), "localhost:1");
}

TEST(Setting, WhatIsNoAddressIsRefused) {
  for (const std::string_view text :
       {"", "8080", ":8080", "localhost", "localhost:", "localhost:http", "localhost:65536", "localhost:-1",
        "::1:80", "[::1]", "[]:80", "[::1:80", "a b:80", "localhost:80 "})
    EXPECT_EQ(round_trip<ListenAddress>(text), "refused") << text;
}

TEST(Setting, AMailServerIsAnSmtpAddressWithoutANameOrAPath) {
  EXPECT_EQ(round_trip<MailServer>("smtp://mail.acme.com:587"), "smtp://mail.acme.com:587");
  EXPECT_EQ(round_trip<MailServer>("smtps://mail.acme.com"), "smtps://mail.acme.com");
  for (const std::string_view text :
       {"", "smtp://", "mail.acme.com", "http://mail.acme.com", "smtp://a:b@c.com", "smtp://mail.acme.com/x",
        "smtp://mail acme.com", "smtp:///x"})
    EXPECT_EQ(round_trip<MailServer>(text), "refused") << text;
}

TEST(Setting, ASenderIsAnAddressAndANameIsOneLine) {
  EXPECT_EQ(round_trip<MailAddress>("tickets@acme.com"), "tickets@acme.com");
  EXPECT_EQ(round_trip<MailAddress>("tickets@acme.com\nBcc: x@y.z"), "refused");
  EXPECT_EQ(round_trip<Line>("tickets"), "tickets");
  EXPECT_EQ(round_trip<Line>("two\nlines"), "refused");
  EXPECT_EQ(round_trip<Line>(""), "refused");
}

TEST(Setting, SizesHaveBinaryUnits) {
  EXPECT_EQ(SettingTraits<ByteSize>::parse("256MiB")->bytes, 268'435'456U);
  EXPECT_EQ(SettingTraits<ByteSize>::parse("64KiB")->bytes, 65'536U);
  EXPECT_EQ(SettingTraits<ByteSize>::parse("1GiB")->bytes, 1'073'741'824U);
  EXPECT_EQ(SettingTraits<ByteSize>::parse("4096")->bytes, 4096U);
  EXPECT_EQ(SettingTraits<ByteSize>::parse("512B")->bytes, 512U);
  EXPECT_EQ(round_trip<ByteSize>("1024KiB"), "1MiB");
  EXPECT_EQ(round_trip<ByteSize>("1500B"), "1500B");
  EXPECT_EQ(round_trip<ByteSize>("0"), "0B");
}

TEST(Setting, WhatIsNoSizeIsRefused) {
  for (const std::string_view text : {"", "MiB", "256MB", "256mib", "256 MiB", "-1", "-1MiB", "1.5GiB",
                                      "1GiBs", "99999999999GiB", "99999999999999999999"})
    EXPECT_EQ(round_trip<ByteSize>(text), "refused") << text;
}

TEST(Setting, DurationsHaveAUnit) {
  EXPECT_EQ(SettingTraits<Duration>::parse("250ms")->count(), 250);
  EXPECT_EQ(SettingTraits<Duration>::parse("30s")->count(), 30'000);
  EXPECT_EQ(SettingTraits<Duration>::parse("5m")->count(), 300'000);
  EXPECT_EQ(SettingTraits<Duration>::parse("30d")->count(), 2'592'000'000);
  EXPECT_EQ(round_trip<Duration>("3600s"), "1h");
  EXPECT_EQ(round_trip<Duration>("90s"), "90s");
  EXPECT_EQ(round_trip<Duration>("0s"), "0s");
}

TEST(Setting, WhatIsNoDurationIsRefused) {
  for (const std::string_view text :
       {"", "s", "30", "30 s", "30sec", "-30s", "1.5h", "1h30m", "9999999999999999d"})
    EXPECT_EQ(round_trip<Duration>(text), "refused") << text;
}

TEST(Setting, UrlsAreOfTheWebAndLoseTheirLastSlash) {
  EXPECT_EQ(round_trip<Url>("https://tickets.example.com/"), "https://tickets.example.com");
  EXPECT_EQ(round_trip<Url>("http://localhost:8080/desk"), "http://localhost:8080/desk");
  for (const std::string_view text : {"http://x/a;b", "http://x/a//b", "http://x/../a", "http://x/a%20b"})
    EXPECT_EQ(round_trip<Url>(text), "refused") << text;
}

TEST(Setting, AUrlHasAPathOrNone) {
  EXPECT_EQ(Url{"https://x.example/desk/one"}.path(), "/desk/one");
  EXPECT_EQ(Url{"https://x.example"}.path(), "");
  EXPECT_EQ(Url{""}.path(), "");
}

TEST(Setting, UrlsOfAnythingElseAreRefused) {
  for (const std::string_view text :
       {"", "tickets.example.com", "ftp://x", "https://", "https:///x", "https://a b", "https://a?b",
        "https://user@host", "javascript:alert(1)"})
    EXPECT_EQ(round_trip<Url>(text), "refused") << text;
}

TEST(Setting, ChoicesAreTheirLabels) {
  EXPECT_EQ(round_trip<base::log::Level>("warning"), "warning");
  EXPECT_EQ(round_trip<base::log::Level>("Warning"), "refused");
  EXPECT_EQ(round_trip<base::log::Format>("auto"), "auto");
  EXPECT_EQ(round_trip<LoggedRequests>("errors"), "errors");
  EXPECT_EQ(round_trip<SecureCookies>("on"), "on");
  EXPECT_EQ(round_trip<SecureCookies>("true"), "refused");
  EXPECT_EQ(round_trip<bool>("true"), "true");
  EXPECT_EQ(round_trip<bool>("yes"), "refused");
}

}  // namespace expediter::app
