#include "http/response_writer.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace expediter::http::detail {
namespace {

const AnswerLines kLines{"X-Always: a\r\n", "X-Always: a\r\nX-Secure: s\r\n"};

std::string head_of(const Response& response, std::size_t body_bytes = 0, HeadNeeds needs = {}) {
  ResponseWriter writer(kLines);
  writer.set_time(784111777);
  Bytes out;
  writer.write_head(response, body_bytes, "0123456789abcdef", needs, out);
  return std::string(out.view());
}

TEST(ResponseWriter, WritesTheWholeHead) {
  Response response;
  response.status = 201;
  response.add_header("Location", "/a");
  EXPECT_EQ(head_of(response, 42),
            "HTTP/1.1 201 Created\r\n"
            "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            "Content-Type: application/json\r\n"
            "Content-Length: 42\r\n"
            "X-Request-Id: 0123456789abcdef\r\n"
            "X-Always: a\r\n"
            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
            "Location: /a\r\n"
            "\r\n");
}

TEST(ResponseWriter, AnAnswerWithoutABodySaysNothingOfOne) {
  for (const int status : {204, 304}) {
    Response response;
    response.status = status;
    const std::string head = head_of(response, 10);
    EXPECT_EQ(head.find("Content-Type"), std::string::npos) << head;
    EXPECT_EQ(head.find("Content-Length"), std::string::npos) << head;
  }
  Response untyped;
  untyped.content_type = {};
  EXPECT_EQ(head_of(untyped).find("Content-Type"), std::string::npos);
  EXPECT_NE(head_of(untyped).find("Content-Length: 0\r\n"), std::string::npos);
}

TEST(ResponseWriter, SaysWhatBecomesOfTheConnection) {
  EXPECT_EQ(head_of({}).find("Connection"), std::string::npos);
  EXPECT_NE(head_of({}, 0, {true, false}).find("\r\nConnection: close\r\n"), std::string::npos);
  EXPECT_NE(head_of({}, 0, {false, true}).find("\r\nConnection: keep-alive\r\n"), std::string::npos);
  EXPECT_EQ(head_of({}, 0, {true, true}).find("keep-alive"), std::string::npos);
}

TEST(ResponseWriter, WritesTheLinesOfEveryAnswerAndOverTlsThoseOfItsOwn) {
  EXPECT_NE(head_of({}).find("\r\nX-Always: a\r\n"), std::string::npos);
  EXPECT_EQ(head_of({}).find("X-Secure"), std::string::npos);
  EXPECT_NE(head_of({}, 0, {.secure = true}).find("\r\nX-Always: a\r\nX-Secure: s\r\n"), std::string::npos);
}

TEST(ResponseWriter, AnAnswerMayHaveAPolicyOfItsOwn) {
  Response response;
  response.content_policy = "default-src 'self'";
  EXPECT_NE(head_of(response).find("\r\nContent-Security-Policy: default-src 'self'\r\n"), std::string::npos);
  response.clear();
  EXPECT_NE(head_of(response).find("Policy: default-src 'none'; "), std::string::npos);
}

TEST(ResponseWriter, AStatusWithoutAPhraseIsWrittenAllTheSame) {
  Response response;
  response.status = 418;
  EXPECT_TRUE(head_of(response).starts_with("HTTP/1.1 418 \r\nDate: "));
}

TEST(ResponseWriter, EveryStatusLineHasTheStatusItIsFor) {
  for (int status = 200; status < 600; ++status) {
    Response response;
    response.status = status;
    EXPECT_TRUE(head_of(response).starts_with("HTTP/1.1 " + std::to_string(status) + " ")) << status;
  }
}

TEST(ResponseWriter, TheDateFollowsTheSecond) {
  ResponseWriter writer(kLines);
  const auto date_at = [&](std::time_t now) {
    Bytes out;
    writer.set_time(now);
    writer.write_head({}, 0, "", {}, out);
    const std::string head(out.view());
    return head.substr(head.find("Date: "), 35);
  };
  EXPECT_EQ(date_at(0), "Date: Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(date_at(1709251199), "Date: Thu, 29 Feb 2024 23:59:59 GMT");
  EXPECT_EQ(date_at(1709251200), "Date: Fri, 01 Mar 2024 00:00:00 GMT");
  EXPECT_EQ(date_at(0), "Date: Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST(ResponseWriter, LongHeadersAreWrittenWhole) {
  Response response;
  for (int i = 0; i < 200; ++i) response.add_header("X-" + std::to_string(i), std::string(100, 'v'));
  EXPECT_NE(head_of(response).find("X-199: " + std::string(100, 'v') + "\r\n\r\n"), std::string::npos);
}

TEST(RequestIds, AreNeverTheSameInOneProcess) {
  std::set<std::string> seen;
  for (unsigned loop = 0; loop < 4; ++loop) {
    RequestIds ids(12345, loop);
    RequestIds::Text text{};
    for (int i = 0; i < 10'000; ++i) {
      ids.next(text);
      for (const char digit : text)
        EXPECT_TRUE(std::string_view("0123456789abcdef").find(digit) < 16) << digit;
      EXPECT_TRUE(seen.emplace(text.data(), text.size()).second);
    }
  }
}

}  // namespace
}  // namespace expediter::http::detail
