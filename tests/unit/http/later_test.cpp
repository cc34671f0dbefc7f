// Answers given after the handler has returned, from any thread.
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "unit/http/test_server.h"

namespace expediter::http {
namespace {

constexpr std::string_view kGet = "GET /now HTTP/1.1\r\nHost: x\r\n\r\n";
constexpr std::string_view kLater = "POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";

Response with_body(std::string body) {
  Response response;
  response.body = std::move(body);
  return response;
}

// A handler that keeps what is asked under /later until the test takes it.
class Keeper {
 public:
  Keeper() : handler([this](const Request& request, Exchange& exchange) { keep(request, exchange); }) {}

  Later take() {
    std::unique_lock lock(mutex_);
    came_.wait_for(lock, 5s, [&] { return !kept_.empty(); });
    Later later = std::move(kept_.front());
    kept_.pop_front();
    return later;
  }

  TestHandler handler;

 private:
  void keep(const Request& request, Exchange& exchange) {
    if (request.path != "/later") return echo(request, exchange.response());
    const std::lock_guard lock(mutex_);
    kept_.push_back(exchange.later());
    came_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<Later> kept_;
};

TEST(Later, AnAnswerFromAnotherThreadHoldsBackTheRequestsBehindIt) {
  Keeper keeper;
  TestServer server(keeper.handler, {}, 1);
  Client client(server.port());
  client.send(std::string(kLater) + std::string(kGet) + std::string(kLater) + std::string(kGet));
  Later first = keeper.take();
  EXPECT_FALSE(client.ends_within(50ms));
  EXPECT_EQ(keeper.handler.handled(), 1);
  first.answer(with_body("first"));
  EXPECT_EQ(body_of(client.receive()), "first");
  EXPECT_EQ(body_of(client.receive()), "GET /now");
  keeper.take().answer(with_body("second"));
  EXPECT_EQ(body_of(client.receive()), "second");
  EXPECT_EQ(body_of(client.receive()), "GET /now");
  // What was told of the answer is the request, though its buffer was another's meanwhile.
  ASSERT_TRUE(eventually([&] { return keeper.handler.all_answered().size() == 4; }));
  EXPECT_EQ(keeper.handler.all_answered()[2].target, "/later");
  EXPECT_EQ(keeper.handler.all_answered()[2].headers, 2U);
}

TEST(Later, AnswersGivenTogetherLeaveWhenAllAreGiven) {
  Keeper keeper;
  TestServer server(keeper.handler, {}, 1);
  Client one(server.port());
  Client other(server.port());
  one.send(kLater);
  Later first = keeper.take();
  other.send(kLater);
  Later second = keeper.take();
  {
    const AnswersTogether together;
    first.answer(with_body("first"));
    std::this_thread::sleep_for(50ms);
    char byte = 0;
    EXPECT_EQ(::recv(one.socket(), &byte, 1, MSG_PEEK | MSG_DONTWAIT), -1) << "nothing has come yet";
    second.answer(with_body("second"));
  }
  EXPECT_EQ(body_of(one.receive()), "first");
  EXPECT_EQ(body_of(other.receive()), "second");
}

TEST(Later, AnAnswerFromWithinTheHandlerIsSent) {
  TestHandler handler(
      [](const Request&, Exchange& exchange) { exchange.later().answer(with_body("at once")); });
  TestServer server(handler);
  Client client(server.port());
  EXPECT_EQ(body_of(client.send(kLater).receive()), "at once");
  EXPECT_EQ(body_of(client.send(kLater).receive()), "at once");
}

TEST(Later, AChunkedRequestIsAnsweredAndTheNextOneFound) {
  Keeper keeper;
  TestServer server(keeper.handler, {}, 1);
  Client client(server.port());
  client.send("POST /later HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  std::this_thread::sleep_for(20ms);
  client.send("2\r\nde\r\n0\r\n\r\n" + std::string(kGet));
  keeper.take().answer(with_body("first"));
  EXPECT_EQ(body_of(client.receive()), "first");
  EXPECT_EQ(body_of(client.receive()), "GET /now");
}

TEST(Later, ADroppedOneIsAnswered500) {
  Keeper keeper;
  TestServer server(keeper.handler);
  Client client(server.port());
  client.send(kLater);
  { const Later dropped = keeper.take(); }
  const std::string answer = client.receive();
  EXPECT_EQ(status_of(answer), 500);
  EXPECT_TRUE(body_of(answer).starts_with("refused 500 " + header_of(answer, "X-Request-Id")));
  EXPECT_EQ(status_of(client.send(kGet).receive()), 200);
}

TEST(Later, AssigningToOneAnswersWhatItHadPromised) {
  Keeper keeper;
  TestServer server(keeper.handler);
  Client first(server.port());
  Client second(server.port());
  first.send(kLater);
  Later later = keeper.take();
  second.send(kLater);
  later = keeper.take();
  EXPECT_EQ(status_of(first.receive()), 500);
  later.answer(with_body("second"));
  later.answer(with_body("again"));
  EXPECT_EQ(body_of(second.receive()), "second");
  EXPECT_EQ(status_of(second.send(kGet).receive()), 200);
}

TEST(Later, AClientThatBrokeOffIsGone) {
  Keeper keeper;
  TestServer server(keeper.handler);
  Client client(server.port());
  client.send(kLater);
  const Later later = keeper.take();
  const auto gone = later.gone();
  EXPECT_FALSE(*gone);
  client.reset();
  EXPECT_TRUE(eventually([&] { return gone->load(); }));
}

TEST(Later, AClientThatClosedIsGoneSoon) {
  Keeper keeper;
  TestServer server(keeper.handler);
  std::optional<Client> client;
  client.emplace(server.port()).send(kLater);
  const Later later = keeper.take();
  const auto gone = later.gone();
  client.reset();
  EXPECT_TRUE(eventually([&] { return gone->load(); }));
}

TEST(Later, AClientThatOnlyFinishedSendingIsAnswered) {
  Keeper keeper;
  TestServer server(keeper.handler);
  Client client(server.port());
  client.send(std::string(kLater) + std::string(kGet));
  client.end_sending();
  Later later = keeper.take();
  const auto gone = later.gone();
  std::this_thread::sleep_for(600ms);
  EXPECT_FALSE(*gone);
  later.answer(with_body("first"));
  EXPECT_EQ(client.receive(true), "HTTP/1.1 100 Continue\r\n\r\n") << "which shows that it is there";
  EXPECT_EQ(body_of(client.receive()), "first");
  EXPECT_EQ(body_of(client.receive()), "GET /now");
  EXPECT_EQ(client.receive(), "");
}

TEST(Later, WhoKnowsNoInterimAnswersIsSentNone) {
  Keeper keeper;
  TestServer server(keeper.handler);
  Client client(server.port());
  client.send("GET /later HTTP/1.0\r\n\r\n").end_sending();
  Later later = keeper.take();
  std::this_thread::sleep_for(600ms);
  later.answer(with_body("first"));
  EXPECT_EQ(body_of(client.receive()), "first");
}

TEST(Later, AHandlerThatThrowsAfterTakingOneIsAnsweredOnce) {
  TestHandler handler([](const Request&, Exchange& exchange) {
    const Later later = exchange.later();
    throw std::runtime_error("after");
  });
  TestServer server(handler);
  Client client(server.port());
  EXPECT_EQ(status_of(client.send(kGet).receive()), 500);
  EXPECT_EQ(status_of(client.send(kGet).receive()), 500);
  EXPECT_EQ(handler.all_answered().size(), 2U);
  EXPECT_EQ(handler.refused(), 2);
}

TEST(Later, AnsweringAClientThatHasGoneDoesNothingToTheNextOne) {
  Keeper keeper;
  TestServer server(keeper.handler, {}, 1);
  std::vector<Later> stale;
  for (int i = 0; i < 10; ++i) {
    Client gone(server.port());
    gone.send(kLater);
    stale.push_back(keeper.take());
    gone.reset();
    ASSERT_TRUE(eventually([&] { return server.server().connections() == 0; }));
  }
  // It gets the place in the loop's table that the others had.
  Client next(server.port());
  next.send(kLater);
  Later later = keeper.take();
  for (Later& each : stale) each.answer(with_body("not for you"));
  later.answer(with_body("for you"));
  EXPECT_EQ(body_of(next.receive()), "for you");
  EXPECT_EQ(keeper.handler.all_answered().size(), 1U);
}

TEST(Later, MayOutliveTheServer) {
  Keeper keeper;
  std::optional<Later> answered;
  std::optional<Later> dropped;
  Limits limits;
  limits.drain = 50ms;
  {
    TestServer server(keeper.handler, limits);
    Client first(server.port());
    Client second(server.port());
    first.send(kLater);
    second.send(kLater);
    answered = keeper.take();
    dropped = keeper.take();
  }
  answered->answer(with_body("too late"));
  dropped.reset();
  EXPECT_TRUE(keeper.handler.all_answered().empty());
}

TEST(Later, ManyThreadsAnswerManyClients) {
  constexpr int kClients = 16;
  constexpr int kRounds = 50;
  Keeper keeper;
  TestServer server(keeper.handler);
  std::atomic<int> left = kClients * kRounds;
  std::vector<std::thread> threads;
  threads.reserve(3 + kClients);
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      while (left-- > 0) keeper.take().answer(with_body("done"));
    });
  }
  std::atomic<int> good = 0;
  for (int i = 0; i < kClients; ++i) {
    threads.emplace_back([&] {
      Client client(server.port());
      for (int round = 0; round < kRounds; ++round) good += body_of(client.send(kLater).receive()) == "done";
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, kClients * kRounds);
}

TEST(Later, WhatIsKeptUntilAnAnswerIsSentIsLetGoThenOrAtTheConnectionsEnd) {
  constexpr std::size_t kMany = 16'000'000;
  std::mutex mutex;
  std::weak_ptr<void> kept;
  int answers = 0;
  TestHandler handler([&](const Request& request, Exchange& exchange) {
    Response response;
    response.body.assign(request.path == "/large" ? kMany : 5, 'l');
    response.until_sent = std::make_shared<int>(0);
    {
      const std::scoped_lock lock{mutex};
      kept = response.until_sent;
      ++answers;
    }
    if (request.query == "later") return exchange.later().answer(std::move(response));
    exchange.response() = std::move(response);
  });
  TestServer server(handler, {}, 1);
  const auto is_let_go = [&] {
    const std::scoped_lock lock{mutex};
    return kept.expired();
  };
  const auto has_answered = [&](int times) {
    return eventually([&] {
      const std::scoped_lock lock{mutex};
      return answers == times;
    });
  };
  int asked = 0;
  for (const std::string target : {"/large", "/large?later"}) {
    const std::string request = "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    Client patient(server.port());
    patient.send(request);
    ASSERT_TRUE(has_answered(++asked));
    std::this_thread::sleep_for(50ms);
    EXPECT_FALSE(is_let_go()) << target;
    EXPECT_EQ(body_of(patient.receive()).size(), kMany);
    EXPECT_TRUE(eventually(is_let_go)) << target;
    {
      Client gone(server.port());
      gone.send(request);
      ASSERT_TRUE(has_answered(++asked));
      std::this_thread::sleep_for(50ms);
      EXPECT_FALSE(is_let_go()) << target;
    }
    EXPECT_TRUE(eventually(is_let_go)) << target;
  }
  EXPECT_EQ(status_of(server.ask("GET /small HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")), 200);
  EXPECT_TRUE(eventually(is_let_go)) << "an answer that is sent at once";
}

}  // namespace
}  // namespace expediter::http
