#include "http/proxies.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace expediter::http::detail {
namespace {

const TrustedProxies& proxies() {
  static const TrustedProxies trusted({*parse_address_range("127.0.0.1"), *parse_address_range("10.0.0.0/8"),
                                       *parse_address_range("2001:db8::/32")});
  return trusted;
}

// Who a request from 127.0.0.1 with these X-Forwarded-For lines is taken to come from.
std::string peer_behind(const std::vector<std::string>& lines) {
  std::vector<Header> headers = {{"Host", "x"}};
  for (const std::string& line : lines) headers.push_back({"x-forwarded-FOR", line});
  Request request;
  request.headers = headers;
  request.peer = "127.0.0.1";
  request.address = *parse_address(request.peer);
  proxies().look_behind(request);
  EXPECT_EQ(parse_address(request.peer), request.address);
  return std::string(request.peer);
}

TEST(TrustedProxies, TellOfTheClientBehindThem) {
  EXPECT_EQ(peer_behind({"192.0.2.7"}), "192.0.2.7");
  EXPECT_EQ(peer_behind({"  192.0.2.7  "}), "192.0.2.7");
  EXPECT_EQ(peer_behind({"2001:db9::7"}), "2001:db9::7");
}

TEST(TrustedProxies, TheNearestHopThatIsNotTrustedIsTheClientWhateverItClaims) {
  EXPECT_EQ(peer_behind({"198.51.100.1, 192.0.2.7"}), "192.0.2.7");
  EXPECT_EQ(peer_behind({"127.0.0.1, 192.0.2.7, 10.1.2.3"}), "192.0.2.7");
  EXPECT_EQ(peer_behind({"198.51.100.1", "192.0.2.7,10.1.2.3", "10.9.9.9,2001:db8::1"}), "192.0.2.7");
}

TEST(TrustedProxies, WithNothingButProxiesTheFarthestIsTheClient) {
  EXPECT_EQ(peer_behind({"10.1.1.1, 10.2.2.2"}), "10.1.1.1");
  EXPECT_EQ(peer_behind({}), "127.0.0.1");
}

TEST(TrustedProxies, WhatIsNoAddressEndsTheSearchAtTheLastThatWasOne) {
  EXPECT_EQ(peer_behind({"192.0.2.7, unknown"}), "127.0.0.1");
  EXPECT_EQ(peer_behind({"192.0.2.7, unknown, 10.1.1.1"}), "10.1.1.1");
  EXPECT_EQ(peer_behind({""}), "127.0.0.1");
  EXPECT_EQ(peer_behind({"192.0.2.7,"}), "127.0.0.1");
  EXPECT_EQ(peer_behind({"["}), "127.0.0.1");
  EXPECT_EQ(peer_behind({"192.0.2.7', 'x"}), "127.0.0.1");
}

TEST(TrustedProxies, APortIsLeftAway) {
  EXPECT_EQ(peer_behind({"192.0.2.7:1234"}), "192.0.2.7");
  EXPECT_EQ(peer_behind({"[2001:db9::7]:1234"}), "2001:db9::7");
  EXPECT_EQ(peer_behind({"[2001:db9::7]"}), "2001:db9::7");
}

bool secure_behind(const std::vector<std::string>& lines, bool secure) {
  std::vector<Header> headers;
  for (const std::string& line : lines) headers.push_back({"X-Forwarded-Proto", line});
  Request request;
  request.headers = headers;
  request.secure = secure;
  proxies().look_behind(request);
  return request.secure;
}

TEST(TrustedProxies, TellWhetherTheClientCameOverTls) {
  EXPECT_TRUE(secure_behind({"https"}, false));
  EXPECT_TRUE(secure_behind({"HTTPS"}, false));
  EXPECT_FALSE(secure_behind({"http"}, true));
  EXPECT_FALSE(secure_behind({"https, http"}, false)) << "the last is what the nearest proxy says";
  EXPECT_FALSE(secure_behind({"https", "http"}, false));
  EXPECT_TRUE(secure_behind({}, true));
}

}  // namespace
}  // namespace expediter::http::detail
