#include "http/message.h"

#include <gtest/gtest.h>

#include <array>

namespace expediter::http {
namespace {

TEST(Response, StartsAsAnEmptyOk) {
  const Response response;
  EXPECT_EQ(response.status, 200);
  EXPECT_TRUE(response.body.empty());
}

TEST(Response, ClearKeepsNothingOfTheLastAnswer) {
  Response response;
  response.status = 404;
  response.content_type = "text/html";
  response.add_header("A", "b");
  response.location = "/elsewhere";
  response.body = "body";
  response.static_body = "static";
  response.close = true;
  response.clear();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/json");
  EXPECT_EQ(response.headers, "");
  EXPECT_EQ(response.location, "");
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(response.static_body, "");
  EXPECT_FALSE(response.close);
}

TEST(Response, AHeaderValueCannotAddALine) {
  Response response;
  response.add_header("Location", "/a\r\nSet-Cookie: stolen=1");
  EXPECT_EQ(response.headers, "Location: /a  Set-Cookie: stolen=1\r\n");
}

TEST(Request, FindsTheFirstHeaderOfANameInAnyCase) {
  const std::array<Header, 3> headers = {Header{"Accept", "a"}, Header{"COOKIE", "b"}, Header{"cookie", "c"}};
  Request request;
  request.headers = headers;
  EXPECT_EQ(request.header("Cookie"), "b");
  EXPECT_EQ(request.header("accept"), "a");
  EXPECT_EQ(request.header("Cookies"), "");
  EXPECT_TRUE(request.has_header("ACCEPT"));
  EXPECT_FALSE(request.has_header("Accept-"));
}

TEST(Method, NamesAndMethodsAgree) {
  for (const Method method :
       {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::del, Method::options}) {
    EXPECT_EQ(parse_method(method_name(method)), method);
  }
  EXPECT_EQ(parse_method("get"), Method::other);
  EXPECT_EQ(parse_method(""), Method::other);
  EXPECT_EQ(parse_method("TRACE"), Method::other);
  EXPECT_EQ(method_name(Method::other), "");
}

}  // namespace
}  // namespace expediter::http
