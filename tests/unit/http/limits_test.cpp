// What the server refuses, cuts off and survives.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <memory>
#include <thread>

#include "unit/http/test_server.h"

namespace expediter::http {
namespace {

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
constexpr std::string_view kLast = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
constexpr std::string_view kPost = "POST / HTTP/1.1\r\nHost: x\r\n";

std::chrono::milliseconds since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
}

TEST(Limits, WhatIsNotARequestIsAnswered400AndTheConnectionEnds) {
  TestHandler handler;
  TestServer server(handler);
  for (const std::string bytes : {"garbage", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\nHost: x\n\n"}) {
    const std::string answer = server.ask(bytes + "\r\n\r\n" + std::string(kGet));
    EXPECT_EQ(status_of(answer), 400) << bytes;
    EXPECT_EQ(header_of(answer, "Connection"), "close") << bytes;
    EXPECT_EQ(body_of(answer), "refused 400 " + header_of(answer, "X-Request-Id")) << bytes;
  }
  EXPECT_EQ(handler.handled(), 0);
}

TEST(Limits, EachRefusalHasItsStatus) {
  Limits limits;
  limits.head_bytes = 1000;
  limits.target_bytes = 100;
  limits.body_bytes = 1000;
  TestHandler handler;
  TestServer server(handler, limits);
  const std::string post(kPost);
  const std::vector<std::pair<std::string, int>> cases = {
      {"GET /" + std::string(100, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
      {"GET /" + std::string(5000, 'a'), 414},
      {post + "A: " + std::string(2000, 'a') + "\r\n\r\n", 431},
      {post + "A: " + std::string(2000, 'a'), 431},
      {post + "Content-Length: 1001\r\n\r\n", 413},
      {post + "Content-Length: 18446744073709551615\r\n\r\n", 413},
      {post + "Expect: 100-continue\r\nContent-Length: 1001\r\n\r\n", 413},
      {post + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n", 413},
      {post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
      {post + "Transfer-Encoding: gzip\r\n\r\n", 501},
      {"POST / HTTP/1.0\r\n\r\n", 411},
      {"GET / HTTP/3.0\r\nHost: x\r\n\r\n", 505},
  };
  for (const auto& [request, status] : cases) {
    EXPECT_EQ(status_of(server.ask(request)), status) << request.substr(0, 80);
  }
  EXPECT_EQ(handler.handled(), 0);
}

TEST(Limits, WhatIsJustWithinThemIsServed) {
  Limits limits;
  limits.body_bytes = 1000;
  TestHandler handler;
  TestServer server(handler, limits);
  Client client(server.port());
  const std::string body(1000, 'b');
  client.send(std::string(kPost) + "Content-Length: 1000\r\n\r\n" + body);
  EXPECT_EQ(status_of(client.receive()), 200);
  client.send(std::string(kPost) + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n" + body + "\r\n0\r\n\r\n");
  EXPECT_EQ(status_of(client.receive()), 200);
}

TEST(Limits, ARefusalReachesAClientThatIsStillSending) {
  TestHandler handler;
  TestServer server(handler);
  for (int i = 0; i < 5; ++i) {
    Client client(server.port());
    client.send(std::string(kPost) + "Content-Length: 20000000\r\n\r\n");
    const std::string megabyte(1'000'000, 'b');
    for (int part = 0; part < 10; ++part) client.send(megabyte);
    EXPECT_TRUE(client.could_send());
    EXPECT_EQ(status_of(client.receive_all()), 413);
  }
}

// What comes back while the client goes on sending a byte at a time, which must be after 200 ms, and long
// before the client has had enough.
std::string answer_to_drip(Client& client, std::string_view beginning) {
  const auto start = std::chrono::steady_clock::now();
  std::atomic<bool> done = false;
  std::thread dripping([&] {
    client.send(beginning);
    while (!done && since(start) < 4s) {
      std::this_thread::sleep_for(20ms);
      client.send("a");
    }
  });
  std::string answer = client.receive();
  // The server counts in whole milliseconds, this clock does not.
  EXPECT_GE(since(start), 195ms);
  EXPECT_LT(since(start), 3s);
  done = true;
  dripping.join();
  return answer;
}

TEST(Limits, ASlowHeadIsAnswered408) {
  Limits limits;
  limits.head_wait = 200ms;
  TestHandler handler;
  TestServer server(handler, limits);
  Client client(server.port());
  EXPECT_EQ(status_of(answer_to_drip(client, "POST /slow HTTP/1.1\r\nA: ")), 408);
  ASSERT_EQ(handler.all_answered().size(), 1U);
  EXPECT_EQ(handler.all_answered()[0].target, "/slow");
}

TEST(Limits, ASlowBodyIsAnswered408) {
  Limits limits;
  limits.body_wait = 200ms;
  limits.head_wait = 60s;
  TestHandler handler;
  TestServer server(handler, limits);
  for (const std::string framing :
       {"Content-Length: 1000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n3e8\r\n"}) {
    Client client(server.port());
    EXPECT_EQ(status_of(answer_to_drip(client, std::string(kPost) + framing)), 408);
  }
}

TEST(Limits, AnIdleConnectionEndsWithoutAWord) {
  Limits limits;
  limits.idle = 200ms;
  TestHandler handler;
  TestServer server(handler, limits);
  Client fresh(server.port());
  Client used(server.port());
  EXPECT_EQ(status_of(used.send(kGet).receive()), 200);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(used.ends_within(5s));
  EXPECT_GE(since(start), 150ms);
  EXPECT_TRUE(fresh.ends_within(5s));
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
  EXPECT_EQ(handler.all_answered().size(), 1U);
}

TEST(Limits, ABusyConnectionIsNotIdle) {
  Limits limits;
  limits.idle = 300ms;
  TestHandler handler;
  TestServer server(handler, limits);
  Client client(server.port());
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(status_of(client.send(kGet).receive()), 200) << i;
    std::this_thread::sleep_for(40ms);
  }
}

TEST(Limits, AnAnswerThatIsAwaitedKnowsNoIdleTime) {
  Limits limits;
  limits.idle = limits.head_wait = limits.body_wait = limits.send_wait = 50ms;
  TestHandler handler([](const Request&, Exchange& exchange) {
    std::thread([later = exchange.later()]() mutable {
      std::this_thread::sleep_for(400ms);
      later.answer({});
    }).detach();
  });
  TestServer server(handler, limits);
  Client client(server.port());
  EXPECT_EQ(status_of(client.send(kGet).receive()), 200);
}

TEST(Limits, AClientThatDoesNotReadIsCutOff) {
  Limits limits;
  limits.send_wait = 200ms;
  TestHandler handler(
      [](const Request&, Exchange& exchange) { exchange.response().body.assign(20'000'000, 'x'); });
  TestServer server(handler, limits);
  Client client(server.port());
  client.send(kGet);
  EXPECT_TRUE(eventually([&] { return handler.handled() == 1; }));
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
  EXPECT_LT(client.receive_all().size(), 20'000'000U);
}

TEST(Limits, AClientThatReadsSlowlyIsNot) {
  Limits limits;
  limits.send_wait = 300ms;
  TestHandler handler(
      [](const Request&, Exchange& exchange) { exchange.response().body.assign(8'000'000, 'x'); });
  TestServer server(handler, limits);
  Client client(server.port());
  client.send(kGet);
  std::string some(400'000, '\0');
  std::size_t got = 0;
  for (int i = 0; i < 12; ++i) {
    std::this_thread::sleep_for(50ms);
    got += client.receive_some(some);
  }
  while (got < 8'000'000) {
    const std::size_t more = client.receive_some(some);
    ASSERT_GT(more, 0U) << "cut off after " << got;
    got += more;
  }
}

TEST(Limits, OneConnectionTooManyIsAnswered503) {
  Limits limits;
  limits.connections = 4;
  TestHandler handler;
  TestServer server(handler, limits);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(std::make_unique<Client>(server.port()));
    ASSERT_EQ(status_of(clients.back()->send(kGet).receive()), 200);
  }
  for (int i = 0; i < 8; ++i) {
    const std::string answer = server.ask(kGet);
    EXPECT_EQ(status_of(answer), 503);
    EXPECT_EQ(header_of(answer, "Connection"), "close");
  }
  for (const auto& client : clients) EXPECT_EQ(status_of(client->send(kGet).receive()), 200);
  clients.clear();
  ASSERT_TRUE(eventually([&] { return server.server().connections() == 0; }));
  EXPECT_EQ(status_of(Client(server.port()).send(kGet).receive()), 200);
}

TEST(Limits, WhatAllHoldTogetherIsBounded) {
  Limits limits;
  limits.held_bytes = 200'000;
  TestHandler handler([](const Request& request, Exchange& exchange) {
    exchange.response().body.assign(request.path == "/large" ? 20'000'000 : 5, 'x');
  });
  TestServer server(handler, limits, 1);
  Client other(server.port());
  EXPECT_EQ(status_of(other.send(kGet).receive()), 200);
  const std::string upload = std::string(kPost) + "Content-Length: 900000\r\n\r\n";
  {
    Client holding(server.port());
    holding.send(upload);
    // Bit by bit, because how a buffer grows depends on what one read brings. Once it is too large, the rest
    // is not taken in; nor is anything new begun.
    const auto is_full = [&] { return status_of(server.ask(kLast)) == 503; };
    bool full = false;
    for (int sent = 0; sent < 300'000 && !full; sent += 20'000) {
      holding.send(std::string(20'000, 'b'));
      std::this_thread::sleep_for(10ms);
      full = is_full();
    }
    EXPECT_TRUE(full);
    holding.send(std::string(300'000, 'b'));
    EXPECT_EQ(status_of(holding.receive_all()), 503);
  }
  EXPECT_TRUE(eventually([&] { return status_of(Client(server.port()).send(kGet).receive()) == 200; }));
  {
    Client deaf(server.port());
    deaf.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_TRUE(eventually([&] { return status_of(server.ask(kLast)) == 503; }));
  }
  EXPECT_TRUE(eventually([&] { return status_of(Client(server.port()).send(kGet).receive()) == 200; }));
}

std::size_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t pages = 0;
  statm >> pages >> pages;
  return pages * 4096;
}

TEST(Limits, AnIdleConnectionCostsLessThan4KiB) {
  constexpr int kConnections = 400;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr std::size_t kEach = std::size_t{32} * 1024;  // Sanitizers remember every allocation.
#else
  constexpr std::size_t kEach = std::size_t{4} * 1024;
#endif
  TestHandler handler;
  TestServer server(handler);
  std::vector<std::unique_ptr<Client>> clients;
  const std::string half = "GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(10'000, 'a');
  const auto open = [&](int count) {
    for (int i = 0; i < count; ++i) {
      clients.push_back(std::make_unique<Client>(server.port()));
      // In two pieces, so that the connection has had a buffer of its own.
      clients.back()->send(half);
      std::this_thread::sleep_for(1ms);
      ASSERT_EQ(status_of(clients.back()->send("\r\n\r\n").receive()), 200);
    }
  };
  open(10);
  const std::size_t before = resident_bytes();
  open(kConnections);
  const std::size_t after = resident_bytes();
  EXPECT_LT(after, before + kConnections * kEach) << "with the clients' side, which is in this process too";
}

// Lowers the number of file descriptors the process may have; as it was at the end.
class DescriptorLimit {
 public:
  explicit DescriptorLimit(rlim_t most) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit lowered = before_;
    lowered.rlim_cur = most;
    ::setrlimit(RLIMIT_NOFILE, &lowered);
  }
  ~DescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

std::chrono::microseconds cpu_time() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) {
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

TEST(Limits, WhoComesWhenFileDescriptorsHaveRunOutIsToldSoAtOnce) {
  TestHandler handler;
  TestServer server(handler, {}, 1);
  Client first(server.port());
  ASSERT_EQ(status_of(first.send(kGet).receive()), 200);
  EXPECT_FALSE(server.server().statistics().short_of_descriptors);
  {
    // The client's own socket takes the last one that is free.
    const int last = ::dup(0);
    ::close(last);
    const DescriptorLimit limit(static_cast<rlim_t>(last) + 1);
    const auto before = cpu_time();
    for (int i = 0; i < 20; ++i) {
      Client refused(server.port());
      EXPECT_EQ(status_of(refused.send(kGet).receive()), 503);
      EXPECT_TRUE(refused.ends_within(500ms));
    }
    EXPECT_LT(cpu_time() - before, 200ms);
    EXPECT_EQ(status_of(first.send(kGet).receive()), 200) << "the others are served meanwhile";
    EXPECT_EQ(server.server().statistics().without_descriptors, 20U);
    const int held = ::dup(0);  // What the last client's socket has given back.
    EXPECT_TRUE(server.server().statistics().short_of_descriptors);
    ::close(held);
  }
  Client after(server.port());
  EXPECT_EQ(status_of(after.send(kGet).receive()), 200);
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 2; }));
}

// How many descriptors could still be opened, up to ten.
std::size_t spare_descriptors() {
  std::vector<int> opened;
  for (int each = 0; opened.size() < 10 && (each = ::dup(0)) >= 0;) opened.push_back(each);
  for (const int each : opened) ::close(each);
  return opened.size();
}

TEST(Limits, ConnectionsLeaveSomeDescriptorsToTheRestOfTheProgram) {
  TestHandler handler;
  TestServer server(handler, {}, 1);
  const int last = ::dup(0);
  ::close(last);
  const DescriptorLimit limit(static_cast<rlim_t>(last) + 60);
  std::vector<std::unique_ptr<Client>> clients;
  do {
    clients.push_back(std::make_unique<Client>(server.port()));
  } while (status_of(clients.back()->send(kGet).receive()) == 200);
  EXPECT_GT(clients.size(), 10U);
  EXPECT_GT(spare_descriptors(), 3U);
}

}  // namespace
}  // namespace expediter::http
