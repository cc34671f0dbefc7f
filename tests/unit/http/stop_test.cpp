// Starting, stopping, and what happens to requests meanwhile.
#include <gtest/gtest.h>

#include <memory>
#include <system_error>
#include <thread>

#include "unit/http/test_server.h"

namespace expediter::http {
namespace {

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

std::chrono::milliseconds time_of(const std::function<void()>& call) {
  const auto start = std::chrono::steady_clock::now();
  call();
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
}

// Answers each request from a thread of its own, after a while.
class SlowHandler : public TestHandler {
 public:
  explicit SlowHandler(std::chrono::milliseconds after)
      : TestHandler([this, after](const Request&, Exchange& exchange) {
          threads_.emplace_back([later = exchange.later(), after]() mutable {
            std::this_thread::sleep_for(after);
            Response response;
            response.body = "slow";
            later.answer(std::move(response));
          });
        }) {}
  ~SlowHandler() override {
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  std::vector<std::thread> threads_;
};

TEST(Stop, IdleConnectionsEndAtOnce) {
  TestHandler handler;
  TestServer server(handler);
  Client fresh(server.port());
  Client used(server.port());
  EXPECT_EQ(status_of(used.send(kGet).receive()), 200);
  EXPECT_LT(time_of([&] { server.server().stop(); }), 3s);
  EXPECT_TRUE(fresh.ends_within(1s));
  EXPECT_TRUE(used.ends_within(1s));
  EXPECT_EQ(server.server().connections(), 0U);
  EXPECT_THROW(Client(server.port()), std::system_error);
}

TEST(Stop, AnAnswerUnderWayIsStillSent) {
  SlowHandler handler(200ms);
  TestServer server(handler, {}, 1);
  Client client(server.port());
  client.send(std::string(kGet) + std::string(kGet));
  ASSERT_TRUE(eventually([&] { return handler.handled() == 1; }));
  std::thread stopping([&] { server.server().stop(); });
  const std::string answer = client.receive_all();
  stopping.join();
  EXPECT_EQ(body_of(answer), "slow");
  EXPECT_EQ(header_of(answer, "Connection"), "close");
  EXPECT_EQ(handler.handled(), 1) << "what had not begun must not begin";
}

TEST(Stop, WhoHasNotFinishedARequestIsNotWaitedFor) {
  for (const std::string_view begun :
       {"G", "GET / HTTP/1.1\r\nHost: x\r\n", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"}) {
    TestHandler handler;
    TestServer server(handler, {}, 1);
    Client client(server.port());
    client.send(begun);
    std::this_thread::sleep_for(50ms);
    EXPECT_LT(time_of([&] { server.server().stop(); }), 1s) << begun;
    EXPECT_EQ(client.receive_all(), "") << begun;
    EXPECT_EQ(handler.handled(), 0) << begun;
  }
}

TEST(Stop, ARequestThatHasArrivedWholeIsAnswered) {
  for (int i = 0; i < 20; ++i) {
    TestHandler handler;
    TestServer server(handler, {}, 2);
    Client client(server.port());
    client.send(kGet);  // No event may have told of it yet, nor of the connection.
    server.server().stop();
    EXPECT_EQ(status_of(client.receive_all()), 200);
  }
}

TEST(Stop, WhoDoesNotTakeAnAnswerIsWaitedForNoLongerThanTheTimeForIt) {
  TestHandler handler(
      [](const Request&, Exchange& exchange) { exchange.response().body.assign(32 << 20, 'x'); });
  Limits limits;
  limits.drain = 300ms;
  TestServer server(handler, limits);
  Client client(server.port());
  client.send(kGet);
  ASSERT_TRUE(eventually([&] { return handler.handled() == 1; }));
  const auto took = time_of([&] { server.server().stop(); });
  EXPECT_GE(took, 250ms);
  EXPECT_LT(took, 1500ms);
}

TEST(Stop, AHurriedOneWaitsForNothing) {
  SlowHandler handler(1s);
  TestServer server(handler);
  Client client(server.port());
  client.send(kGet);
  ASSERT_TRUE(eventually([&] { return handler.handled() == 1; }));
  std::thread stopping([&] { server.server().stop(); });
  std::this_thread::sleep_for(50ms);
  EXPECT_LT(time_of([&] {
              server.server().hurry();
              stopping.join();
            }),
            500ms);
  EXPECT_EQ(client.receive_all(), "");
}

TEST(Stop, WhatTakesTooLongIsCutOff) {
  SlowHandler handler(3s);
  Limits limits;
  limits.drain = 200ms;
  TestServer server(handler, limits);
  Client client(server.port());
  client.send(kGet);
  ASSERT_TRUE(eventually([&] { return handler.handled() == 1; }));
  const auto took = time_of([&] { server.server().stop(); });
  EXPECT_GE(took, 150ms);
  EXPECT_LT(took, 2500ms);
  EXPECT_EQ(client.receive_all(), "");
}

TEST(Stop, MayBeCalledAgainAndFromSeveralThreads) {
  TestHandler handler;
  TestServer server(handler);
  std::thread other([&] { server.server().stop(); });
  server.server().stop();
  other.join();
  server.server().stop();
}

TEST(Stop, NoRequestIsLostThatTheServerHasReceived) {
  // Clients that ask and ask: each answer they get is whole, and the server counts no more than they got.
  TestHandler handler;
  TestServer server(handler);
  std::atomic<int> answers = 0;
  std::atomic<int> broken = 0;
  std::vector<std::thread> clients;
  clients.reserve(8);
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&, client = std::make_unique<Client>(server.port())] {
      for (std::string answer = client->send(kGet).receive(); !answer.empty();
           answer = client->send(kGet).receive()) {
        if (body_of(answer) == "GET /") {
          ++answers;
        } else {
          ++broken;
          break;
        }
      }
    });
  }
  EXPECT_TRUE(eventually([&] { return answers > 200; }));
  server.server().stop();
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(broken, 0);
  EXPECT_EQ(answers, handler.handled());
}

TEST(Server, WhatCannotBeBoundIsNamed) {
  TestHandler handler;
  TestServer first(handler);
  ServerOptions options;
  options.port = first.port();
  try {
    Server second(options, handler);
    FAIL() << "two servers on one port";
  } catch (const std::system_error& error) {
    EXPECT_NE(std::string(error.what()).find("127.0.0.1:" + std::to_string(first.port())), std::string::npos)
        << error.what();
  }
  options.host = "no such host";
  EXPECT_THROW(Server(options, handler), std::system_error);
}

TEST(Server, ListensOnVersion6Too) {
  TestHandler handler;
  ServerOptions options;
  options.host = "::1";
  Server server(options, handler);
  EXPECT_NE(server.port(), 0);
}

TEST(Server, OneThatWasNeverStartedCanGo) {
  TestHandler handler;
  const Server server({}, handler);
  EXPECT_EQ(server.connections(), 0U);
}

}  // namespace
}  // namespace expediter::http
