#include "http/head_parser.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace expediter::http::detail {
namespace {

struct Parsed {
  HeadState state = HeadState::incomplete;
  std::unique_ptr<Head> head = std::make_unique<Head>();
};

Parsed parse(std::string_view bytes, const Limits& limits = {}) {
  Parsed parsed;
  parsed.state = parse_head(bytes, limits, *parsed.head);
  return parsed;
}

std::string with_line(std::string_view line) {
  return "POST / HTTP/1.1\r\nHost: x\r\n" + std::string(line) + "\r\n\r\n";
}

TEST(HeadParser, ReadsARequestLineAndHeaders) {
  const std::string bytes =
      "PATCH /a%20b?c=d&e?f HTTP/1.1\r\nHost: example.org:80\r\nX-Empty:\r\nX-Blank: \t a b \t\r\n"
      "Content-Length: 12\r\n\r\nbody";
  const Parsed parsed = parse(bytes);
  ASSERT_EQ(parsed.state, HeadState::complete);
  const Request& request = parsed.head->request;
  EXPECT_EQ(request.method, Method::patch);
  EXPECT_EQ(request.method_text, "PATCH");
  EXPECT_EQ(request.target, "/a%20b?c=d&e?f");
  EXPECT_EQ(request.path, "/a%20b");
  EXPECT_EQ(request.query, "c=d&e?f");
  ASSERT_EQ(request.headers.size(), 4U);
  EXPECT_EQ(request.header("host"), "example.org:80");
  EXPECT_EQ(request.header("X-BLANK"), "a b");
  EXPECT_TRUE(request.has_header("x-empty"));
  EXPECT_EQ(request.header("x-empty"), "");
  EXPECT_FALSE(request.has_header("x-absent"));
  EXPECT_EQ(parsed.head->size, bytes.size() - 4);
  EXPECT_EQ(parsed.head->content_length, 12U);
  EXPECT_TRUE(parsed.head->keep_alive);
}

TEST(HeadParser, EveryBeginningOfAHeadIsIncomplete) {
  const std::string bytes = "\r\nGET /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_EQ(parse(std::string_view(bytes).substr(0, size)).state, HeadState::incomplete) << size;
  }
  EXPECT_EQ(parse(bytes).state, HeadState::complete);
}

TEST(HeadParser, TheTargetHasAPathAndAQueryInEachOfItsForms) {
  struct Case {
    std::string target, path, query;
  };
  const std::vector<Case> cases = {
      {"/", "/", ""},
      {"/?", "/", ""},
      {"/a?b?c", "/a", "b?c"},
      {"//a", "//a", ""},
      {"http://host/a/b?c", "/a/b", "c"},
      {"HTTPS://host:8443", "/", ""},
      {"http://[::1]:80/a", "/a", ""},
      {"http://host?c=d", "/", "c=d"},
      {"/a:b@c;d,e", "/a:b@c;d,e", ""},
      {"/gr\xc3\xbc\xc3\x9f", "/gr\xc3\xbc\xc3\x9f", ""},
  };
  for (const Case& each : cases) {
    const std::string bytes = "GET " + each.target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    const Parsed parsed = parse(bytes);
    ASSERT_EQ(parsed.state, HeadState::complete) << each.target;
    EXPECT_EQ(parsed.head->request.path, each.path) << each.target;
    EXPECT_EQ(parsed.head->request.query, each.query) << each.target;
  }
  const Parsed asterisk = parse("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_EQ(asterisk.state, HeadState::complete);
  EXPECT_EQ(asterisk.head->request.path, "*");
}

TEST(HeadParser, ConnectionsStayOpenAsTheirVersionSays) {
  struct Case {
    std::string version, lines;
    bool keep_alive;
  };
  const std::vector<Case> cases = {
      {"1.1", "", true},
      {"1.1", "Connection: close\r\n", false},
      {"1.1", "Connection: Upgrade, CLOSE\r\n", false},
      {"1.1", "Connection: keep-alive\r\n", true},
      {"1.0", "", false},
      {"1.0", "Connection: Keep-Alive\r\n", true},
      {"1.0", "Connection: close\r\n", false},
  };
  for (const Case& each : cases) {
    const Parsed parsed = parse("GET / HTTP/" + each.version + "\r\nHost: x\r\n" + each.lines + "\r\n");
    ASSERT_EQ(parsed.state, HeadState::complete) << each.version << each.lines;
    EXPECT_EQ(parsed.head->keep_alive, each.keep_alive) << each.version << each.lines;
    EXPECT_EQ(parsed.head->minor_zero, each.version == "1.0");
  }
}

TEST(HeadParser, HowTheBodyIsFramed) {
  EXPECT_FALSE(parse(with_line("X: y")).head->has_length);
  EXPECT_TRUE(parse(with_line("Content-Length: 0")).head->has_length);
  EXPECT_EQ(parse(with_line("content-length: 7\r\nContent-Length: 7")).head->content_length, 7U);
  EXPECT_TRUE(parse(with_line("transfer-encoding: Chunked")).head->chunked);
  EXPECT_FALSE(parse(with_line("X: y")).head->chunked);
  EXPECT_TRUE(parse(with_line("Expect: 100-Continue")).head->expect_continue);
  EXPECT_FALSE(parse(with_line("Expect: something")).head->expect_continue);
  // HTTP/1.0 knows no Host and no chunks.
  EXPECT_EQ(parse("GET / HTTP/1.0\r\n\r\n").state, HeadState::complete);
}

struct Refused {
  std::string what;
  std::string bytes;
  Refusal why = Refusal::bad_request;
};

std::vector<Refused> malformed_lines() {
  const std::string host = "Host: x\r\n\r\n";
  const std::string nul("\0", 1);
  return {
      {"garbage", "\x16\x03\x01\x02"},
      {"an empty method", " / HTTP/1.1\r\n" + host},
      {"a method with a separator", "G(T / HTTP/1.1\r\n" + host},
      {"a method with a control character", "G\x01T / HTTP/1.1\r\n" + host},
      {"no target", "GET  HTTP/1.1\r\n" + host},
      {"two blanks before the target", "GET  / HTTP/1.1\r\n" + host},
      {"two blanks behind the target", "GET /  HTTP/1.1\r\n" + host},
      {"a tab for a blank", "GET\t/ HTTP/1.1\r\n" + host},
      {"a blank in the target", "GET /a b HTTP/1.1\r\n" + host},
      {"a NUL in the target", "GET /a" + nul + " HTTP/1.1\r\n" + host},
      {"a control character in the target", "GET /a\x01 HTTP/1.1\r\n" + host},
      {"a DEL in the target", "GET /a\x7f HTTP/1.1\r\n" + host},
      {"a line feed in the target", "GET /a\nb HTTP/1.1\r\n" + host},
      {"a fragment", "GET /a#b HTTP/1.1\r\n" + host},
      {"a target without a slash", "GET a HTTP/1.1\r\n" + host},
      {"an asterisk for GET", "GET * HTTP/1.1\r\n" + host},
      {"an authority as the target", "CONNECT x:443 HTTP/1.1\r\n" + host},
      {"another scheme", "GET ftp://x/ HTTP/1.1\r\n" + host},
      {"a scheme and no host", "GET http:///a HTTP/1.1\r\n" + host},
      {"user data in the target", "GET http://me@x/ HTTP/1.1\r\n" + host},
      {"no version", "GET /\r\n" + host},
      {"a version in lower case", "GET / http/1.1\r\n" + host},
      {"a version without a minor number", "GET / HTTP/1\r\n" + host},
      {"a version with more digits", "GET / HTTP/1.10\r\n" + host},
      {"something behind the version", "GET / HTTP/1.1 \r\n" + host},
      {"HTTP/2.0", "GET / HTTP/2.0\r\n" + host, Refusal::version},
      {"HTTP/0.9 with a version", "GET / HTTP/0.9\r\n" + host, Refusal::version},
      {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Refusal::version},
      {"a bare line feed behind the request line", "GET / HTTP/1.1\n" + host},
      {"a bare line feed behind a header", "GET / HTTP/1.1\r\nHost: x\n\r\n"},
      {"a bare line feed at the end", "GET / HTTP/1.1\r\nHost: x\r\n\nGET"},
      {"a bare carriage return behind a header", "GET / HTTP/1.1\r\nHost: x\rA: b\r\n\r\n"},
      {"a bare carriage return at the end", "GET / HTTP/1.1\r\nHost: x\r\n\rX\r\n\r\n"},
  };
}

std::vector<Refused> malformed_headers() {
  const std::string host = "Host: x\r\n\r\n";
  const std::string nul("\0", 1);
  return {
      {"no Host", "GET / HTTP/1.1\r\n\r\n"},
      {"two Hosts", with_line("Host: x")},
      {"two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n"},
      {"a Host that is a list", "GET / HTTP/1.1\r\nHost: x, y\r\n\r\n"},
      {"a Host with a path", "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n"},
      {"a Host with user data", "GET / HTTP/1.1\r\nHost: a@x\r\n\r\n"},
      {"a header without a colon", with_line("Name")},
      {"a header without a name", with_line(": value")},
      {"a blank before the colon", with_line("Name : value")},
      {"a tab before the colon", with_line("Name\t: value")},
      {"a blank in a name", with_line("Na me: value")},
      {"a blank before the first header", "GET / HTTP/1.1\r\n A: b\r\n" + host},
      {"a letter beyond ASCII in a name", with_line("N\xc3\xa4me: value")},
      {"a NUL in a value", with_line("Name: a" + nul + "b")},
      {"a control character in a value", with_line("Name: a\x01")},
      {"a DEL in a value", with_line("Name: a\x7f")},
      {"a folded line", with_line("Name: a\r\n b")},
      {"a folded line with a tab", with_line("Name: a\r\n\tb")},
      {"a folded line before the value", with_line("Name:\r\n b")},
      {"a folded line with nothing in it", with_line("Name: a\r\n ")},
      {"a folded Content-Length", with_line("Content-Length:\r\n 5")},
      {"an empty Content-Length", with_line("Content-Length:")},
      {"a Content-Length that is no number", with_line("Content-Length: five")},
      {"a negative Content-Length", with_line("Content-Length: -1")},
      {"a Content-Length with a plus", with_line("Content-Length: +1")},
      {"a hexadecimal Content-Length", with_line("Content-Length: 0x10")},
      {"a Content-Length with a blank", with_line("Content-Length: 1 2")},
      {"a Content-Length past 64 bits", with_line("Content-Length: 18446744073709551617")},
      {"two different Content-Lengths", with_line("Content-Length: 1\r\nContent-Length: 2")},
      {"a list of different Content-Lengths", with_line("Content-Length: 1, 2")},
      {"chunked and Content-Length", with_line("Transfer-Encoding: chunked\r\nContent-Length: 1")},
      {"Content-Length and chunked", with_line("Content-Length: 1\r\nTransfer-Encoding: chunked")},
      {"an unknown coding and Content-Length", with_line("Content-Length: 1\r\nTransfer-Encoding: gzip")},
      {"Transfer-Encoding twice", with_line("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")},
      {"Transfer-Encoding twice, chunked last",
       with_line("Transfer-Encoding: x\r\nTransfer-Encoding: chunked")},
      {"chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"},
      {"an unknown coding", with_line("Transfer-Encoding: gzip"), Refusal::not_implemented},
      {"a list of codings", with_line("Transfer-Encoding: gzip, chunked"), Refusal::not_implemented},
      {"a coding in quotes", with_line("Transfer-Encoding: \"chunked\""), Refusal::not_implemented},
      {"a coding that only looks like it", with_line("Transfer-Encoding: xchunked"),
       Refusal::not_implemented},
      {"a coding with parameters", with_line("Transfer-Encoding: chunked;a=b"), Refusal::not_implemented},
      {"an empty coding", with_line("Transfer-Encoding:"), Refusal::not_implemented},
      {"HTTP/1.0 with a body of no length", "POST / HTTP/1.0\r\n\r\n", Refusal::length_required},
      {"nothing but empty lines", "\r\n\r\n\r\n\r\n\r\n"},
  };
}

TEST(HeadParser, WhatIsNotARequestIsRefused) {
  for (const auto& table : {malformed_lines(), malformed_headers()}) {
    for (const Refused& each : table) {
      const Parsed parsed = parse(each.bytes);
      EXPECT_EQ(parsed.state, HeadState::refused) << each.what;
      EXPECT_EQ(parsed.head->refusal, each.why) << each.what;
    }
  }
}

TEST(HeadParser, WhatIsOverALimitIsRefusedWholeOrNot) {
  Limits limits;
  limits.head_bytes = 1000;
  limits.target_bytes = 100;
  const std::string line = "GET / HTTP/1.1\r\nHost: x\r\n";
  const std::string long_value(2000, 'v');
  std::string many = line;
  for (std::size_t i = 0; i < kMaxHeaders; ++i) many += "A: b\r\n";
  const std::vector<Refused> cases = {
      {"a long target", "GET /" + std::string(100, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n",
       Refusal::target_too_long},
      {"a long target without end", "GET /" + std::string(200, 'a'), Refusal::target_too_long},
      {"a very long target without end", "GET /" + std::string(5000, 'a'), Refusal::target_too_long},
      {"a long value", line + "A: " + long_value + "\r\n\r\n", Refusal::headers_too_large},
      {"a long value without end", line + "A: " + long_value, Refusal::headers_too_large},
      {"a long name without end", line + long_value, Refusal::headers_too_large},
      {"many headers", many + "\r\n", Refusal::headers_too_large},
  };
  for (const Refused& each : cases) {
    const Parsed parsed = parse(each.bytes, limits);
    EXPECT_EQ(parsed.state, HeadState::refused) << each.what;
    EXPECT_EQ(parsed.head->refusal, each.why) << each.what;
  }
}

TEST(HeadParser, WhatIsJustWithinALimitIsTaken) {
  Limits limits;
  limits.target_bytes = 100;
  const std::string target = "/" + std::string(99, 'a');
  const std::string start = "GET " + target + " HTTP/1.1\r\nHost: x\r\nA: ";
  limits.head_bytes = start.size() + 10 + 4;
  const std::string head = start + std::string(10, 'v') + "\r\n\r\n";
  EXPECT_EQ(parse(head + "GET /next", limits).state, HeadState::complete);
  limits.head_bytes -= 1;
  EXPECT_EQ(parse(head + "GET /next", limits).state, HeadState::refused);
  EXPECT_EQ(parse(head, limits).state, HeadState::refused);
  std::string many = "GET / HTTP/1.1\r\nHost: x\r\n";
  for (std::size_t i = 1; i < kMaxHeaders; ++i) many += "A: b\r\n";
  EXPECT_EQ(parse(many + "\r\n").head->request.headers.size(), kMaxHeaders);
}

TEST(HeadParser, ARefusedHeadTellsWhatWasUnderstood) {
  const std::string bytes = "DELETE /a HTTP/1.1\r\nHost: x\r\nBad Name: y\r\n\r\n";
  const Parsed parsed = parse(bytes);
  ASSERT_EQ(parsed.state, HeadState::refused);
  EXPECT_EQ(parsed.head->request.method, Method::del);
  EXPECT_EQ(parsed.head->request.target, "/a");
  EXPECT_FALSE(parsed.head->keep_alive);
}

}  // namespace
}  // namespace expediter::http::detail
