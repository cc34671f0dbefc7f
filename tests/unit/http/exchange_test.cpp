// Requests and answers over one connection: framing, keep-alive, pipelining, large bodies.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>

#include "unit/http/test_server.h"

namespace expediter::http {
namespace {

// More than the system's buffers hold for a client that does not read.
constexpr std::size_t kMany = 16'000'000;

std::string many(char c) {
  std::string bytes;
  bytes.resize(kMany, c);
  return bytes;
}

constexpr std::string_view kGet = "GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(Exchange, ARequestIsAnsweredAndTheConnectionStaysOpen) {
  TestHandler handler;
  TestServer server(handler);
  Client client(server.port());
  const std::string first = client.send(kGet).receive();
  EXPECT_EQ(status_of(first), 200);
  EXPECT_EQ(body_of(first), "GET /a?b=c");
  EXPECT_EQ(header_of(first, "Content-Type"), "text/plain");
  EXPECT_EQ(header_of(first, "Date").size(), 29U);
  EXPECT_EQ(header_of(first, "X-Request-Id").size(), 16U);
  EXPECT_EQ(header_of(first, "Connection"), "");
  const std::string second = client.send(kGet).receive();
  EXPECT_EQ(status_of(second), 200);
  EXPECT_NE(header_of(first, "X-Request-Id"), header_of(second, "X-Request-Id"));
}

TEST(Exchange, EveryAnswerIsToldToTheHandlerOnce) {
  TestHandler handler;
  TestServer server(handler);
  Client client(server.port());
  const std::string good = client.send(kGet).receive();
  const std::string bad = client.send("PUT /b HTTP/1.1\r\nHost: x\r\nBad Name: y\r\n\r\n").receive_all();
  ASSERT_TRUE(eventually([&] { return handler.all_answered().size() == 2; }));
  const Answered first = handler.all_answered()[0];
  EXPECT_EQ(first.method, "GET");
  EXPECT_EQ(first.target, "/a?b=c");
  EXPECT_EQ(first.id, header_of(good, "X-Request-Id"));
  EXPECT_EQ(first.peer, "127.0.0.1");
  EXPECT_EQ(first.headers, 1U);
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.bytes, good.size());
  const Answered second = handler.all_answered()[1];
  EXPECT_EQ(second.method, "PUT");
  EXPECT_EQ(second.target, "/b");
  EXPECT_EQ(second.id, header_of(bad, "X-Request-Id"));
  EXPECT_EQ(second.status, 400);
  EXPECT_EQ(second.bytes, bad.size());
}

TEST(Exchange, HeadHasTheLengthAndNoBody) {
  TestHandler handler;
  TestServer server(handler);
  Client client(server.port());
  client.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n" + std::string(kGet));
  const std::string head = client.receive(true);
  EXPECT_EQ(header_of(head, "Content-Length"), std::to_string(std::string("HEAD /a").size()));
  EXPECT_EQ(body_of(head), "");
  const std::string next = client.receive();
  EXPECT_EQ(status_of(next), 200) << "a body came after all: " << next;
  EXPECT_EQ(body_of(next), "GET /a?b=c");
}

TEST(Exchange, AnswersWithoutABodyLeaveTheNextOneAlone) {
  TestHandler handler([](const Request& request, Exchange& exchange) {
    exchange.response().status = request.path == "/304" ? 304 : 204;
    exchange.response().body = "must not be sent";
  });
  TestServer server(handler);
  Client client(server.port());
  client.send("GET /304 HTTP/1.1\r\nHost: x\r\n\r\nGET /204 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status_of(client.receive()), 304);
  EXPECT_EQ(status_of(client.receive()), 204);
}

TEST(Exchange, TheConnectionEndsWhereEitherSideAsksForIt) {
  TestHandler handler([](const Request& request, Exchange& exchange) {
    exchange.response().close = request.path == "/bye";
    exchange.response().body = "x";
  });
  TestServer server(handler);
  const std::vector<std::string> closing = {
      "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      "GET /bye HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET / HTTP/1.0\r\n\r\n",
      "GET /bye HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
  };
  for (const std::string& request : closing) {
    // What follows is not answered any more.
    const std::string answer = server.ask(request + request);
    EXPECT_EQ(status_of(answer), 200) << request;
    EXPECT_EQ(header_of(answer, "Connection"), "close") << request;
    EXPECT_EQ(body_of(answer), "x") << request;
  }
  Client old(server.port());
  for (int i = 0; i < 2; ++i) {
    const std::string answer = old.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").receive();
    EXPECT_EQ(header_of(answer, "Connection"), "keep-alive");
  }
}

TEST(Exchange, AClientThatEndsItsSideStillGetsItsAnswers) {
  TestHandler handler;
  TestServer server(handler);
  Client client(server.port());
  client.send(std::string(kGet) + std::string(kGet)).end_sending();
  EXPECT_EQ(status_of(client.receive()), 200);
  EXPECT_EQ(status_of(client.receive()), 200);
  EXPECT_TRUE(client.ends_within(5s));
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
}

TEST(Exchange, PipelinedRequestsAreAnsweredInOrder) {
  TestHandler handler;
  TestServer server(handler);
  Client client(server.port());
  std::string requests;
  for (int i = 0; i < 2000; ++i) {
    requests += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
  }
  std::thread sender([&] { client.send(requests); });
  for (int i = 0; i < 2000; ++i) {
    EXPECT_EQ(body_of(client.receive()), "POST /" + std::to_string(i) + " body=abc");
  }
  sender.join();
}

TEST(Exchange, AClientWithManyRequestsLetsTheOthersHaveTheirTurn) {
  std::promise<void> all_sent;
  const std::shared_future<void> sent = all_sent.get_future().share();
  std::atomic<int> of_many = 0;
  TestHandler handler([&](const Request& request, Exchange& exchange) {
    sent.wait();
    if (request.path == "/many") ++of_many;
    exchange.response().body = std::to_string(of_many);
  });
  TestServer server(handler, {}, 1);
  Client patient(server.port());
  ASSERT_TRUE(eventually([&] { return server.server().connections() == 1; }));
  Client busy(server.port());
  std::string requests;
  for (int i = 0; i < 1000; ++i) requests += "GET /many HTTP/1.1\r\nHost: x\r\n\r\n";
  busy.send(requests);
  patient.send(kGet);
  all_sent.set_value();
  EXPECT_LT(std::stoi(body_of(patient.receive())), 500);
  for (int i = 1; i <= 1000; ++i) ASSERT_EQ(body_of(busy.receive()), std::to_string(i));
}

TEST(Exchange, RequestsMayArriveInAnyPieces) {
  TestHandler handler;
  TestServer server(handler, {}, 1);
  const std::string requests =
      "POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"
      "POST /2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4;x\r\ndefg\r\n0\r\n\r\n"
      "\r\nGET /3 HTTP/1.1\r\nHost: x\r\n\r\n";
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{64}, requests.size()}) {
    Client client(server.port());
    for (std::size_t at = 0; at < requests.size(); at += piece) {
      client.send(std::string_view(requests).substr(at, piece));
      if (piece > 1 || at % 16 == 0) std::this_thread::sleep_for(1ms);
    }
    EXPECT_EQ(body_of(client.receive()), "POST /1 body=hello") << piece;
    EXPECT_EQ(body_of(client.receive()), "POST /2 body=abcdefg") << piece;
    EXPECT_EQ(body_of(client.receive()), "GET /3") << piece;
  }
}

TEST(Exchange, TheEndOfAHeadMayArriveInPieces) {
  TestHandler handler;
  TestServer server(handler, {}, 1);
  Client client(server.port());
  for (std::size_t last = 1; last <= 5; ++last) {
    client.send(kGet.substr(0, 10));
    std::this_thread::sleep_for(10ms);
    client.send(kGet.substr(10, kGet.size() - last - 10));
    std::this_thread::sleep_for(10ms);
    client.send(kGet.substr(kGet.size() - last));
    ASSERT_EQ(status_of(client.receive()), 200) << last;
  }
}

TEST(Exchange, ALargeBodyArrivesWhole) {
  std::string sent;
  for (int i = 0; i < 100'000; ++i) sent += std::to_string(i) + ",";
  TestHandler handler([&](const Request& request, Exchange& exchange) {
    exchange.response().body = request.body == sent ? "same" : "different";
  });
  TestServer server(handler);
  Client client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(sent.size()) + "\r\n\r\n" +
              sent);
  EXPECT_EQ(body_of(client.receive()), "same");
  std::string chunked = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (std::size_t at = 0; at < sent.size(); at += 4096) {
    char size[32];
    const std::string chunk = sent.substr(at, 4096);
    std::snprintf(size, sizeof size, "%zx\r\n", chunk.size());
    chunked += size + chunk + "\r\n";
  }
  client.send(chunked + "0\r\n\r\n");
  EXPECT_EQ(body_of(client.receive()), "same");
}

TEST(Exchange, AClientThatAsksFirstIsToldToSendItsBody) {
  TestHandler handler;
  TestServer server(handler);
  Client client(server.port());
  for (const std::string framing : {"Content-Length: 3", "Transfer-Encoding: chunked"}) {
    client.send("PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n" + framing + "\r\n\r\n");
    EXPECT_EQ(client.receive(true), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send(framing[0] == 'C' ? "abc" : "3\r\nabc\r\n0\r\n\r\n");
    EXPECT_EQ(body_of(client.receive()), "PUT / body=abc");
  }
  // Not where the body came along, and not to HTTP/1.0.
  client.send("PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(body_of(client.receive()), "PUT / body=abc");
  client.send("PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\na");
  std::this_thread::sleep_for(20ms);
  client.send("bc");
  EXPECT_EQ(body_of(client.receive()), "PUT / body=abc");
  client.send("PUT / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  std::this_thread::sleep_for(20ms);
  client.send("abc");
  EXPECT_EQ(body_of(client.receive()), "PUT / body=abc");
}

TEST(Exchange, LargeAnswersReachASlowReaderWholeAndInOrder) {
  static const std::string fixed = many('s');
  TestHandler handler([](const Request& request, Exchange& exchange) {
    if (request.path == "/static") {
      exchange.response().static_body = fixed;
    } else {
      const bool is_large = request.path == "/large" || request.path == "/other";
      exchange.response().body.assign(is_large ? kMany : 5, request.path[1]);
    }
  });
  TestServer server(handler, {}, 1);
  Client client(server.port());
  std::string requests;
  for (const std::string path : {"/large", "/static", "/x", "/large", "/y", "/static", "/z"}) {
    requests += "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }
  client.send(requests);
  std::this_thread::sleep_for(100ms);
  EXPECT_LT(handler.handled(), 7) << "what nobody reads must not pile up";
  // An answer to somebody else must not touch what still waits to be sent.
  EXPECT_EQ(status_of(server.ask("GET /other HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")), 200);
  const std::string large = many('l');
  EXPECT_TRUE(body_of(client.receive()) == large);
  EXPECT_TRUE(body_of(client.receive()) == fixed);
  EXPECT_EQ(body_of(client.receive()), "xxxxx");
  EXPECT_TRUE(body_of(client.receive()) == large);
  EXPECT_EQ(body_of(client.receive()), "yyyyy");
  EXPECT_TRUE(body_of(client.receive()) == fixed);
  EXPECT_EQ(body_of(client.receive()), "zzzzz");
}

TEST(Exchange, AClientThatSendsWithoutReadingDoesNotFillTheServer) {
  TestHandler handler(
      [](const Request&, Exchange& exchange) { exchange.response().body.assign(20'000, 'x'); });
  TestServer server(handler, {}, 1);
  Client greedy(server.port());
  std::string requests;
  for (int i = 0; i < 1000; ++i) requests += kGet;
  greedy.send(requests);
  int before = -1;
  while (before != handler.handled()) {
    before = handler.handled();
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_LT(before, 900);
  Client other(server.port());
  EXPECT_EQ(status_of(other.send(kGet).receive()), 200);
}

TEST(Exchange, AHandlerThatThrowsIsAnswered500AndServesOn) {
  TestHandler handler([](const Request&, Exchange& exchange) {
    exchange.response().body = "half an answer";
    exchange.response().add_header("X-Half", "1");
    throw std::runtime_error("secret");
  });
  TestServer server(handler);
  Client client(server.port());
  const std::string answer = client.send(kGet).receive();
  EXPECT_EQ(status_of(answer), 500);
  EXPECT_TRUE(body_of(answer).starts_with("refused 500 "));
  EXPECT_EQ(answer.find("alf"), std::string::npos);
  EXPECT_EQ(answer.find("secret"), std::string::npos);
  EXPECT_EQ(status_of(client.send(kGet).receive()), 500);
}

// Cannot even say what is wrong, but sees what was thrown.
class HelplessHandler final : public Handler {
 public:
  void handle(const Request&, Exchange&) override { throw std::runtime_error("first"); }
  void refuse(Refusal, const Request&, Response& response) override {
    response.body = "half a refusal";
    try {
      std::rethrow_exception(std::current_exception());
    } catch (const std::runtime_error& error) {
      thrown = error.what();
    }
    throw std::runtime_error("second");
  }
  void answered(const Request&, int, std::size_t, std::chrono::nanoseconds) override {}

  std::string thrown;
};

TEST(Exchange, ARefusalThatThrowsIsAnEmpty500) {
  HelplessHandler handler;
  TestServer server(handler);
  Client client(server.port());
  for (int i = 0; i < 2; ++i) {
    const std::string answer = client.send(kGet).receive();
    EXPECT_EQ(status_of(answer), 500);
    EXPECT_EQ(header_of(answer, "Content-Length"), "0");
    EXPECT_EQ(body_of(answer), "");
  }
  EXPECT_EQ(handler.thrown, "first");
}

TEST(Exchange, ConnectionsAreSpreadEvenlyOverTheLoops) {
  TestHandler handler(
      [](const Request&, Exchange& exchange) { exchange.response().body = std::to_string(exchange.loop()); });
  TestServer server(handler, {}, 4);
  std::vector<std::unique_ptr<Client>> clients;
  std::array<int, 4> count{};
  for (int i = 0; i < 32; ++i) {
    clients.push_back(std::make_unique<Client>(server.port()));
    ++count.at(std::stoul(body_of(clients.back()->send(kGet).receive())));
  }
  for (const int on_loop : count) EXPECT_EQ(on_loop, 8);
}

TEST(Exchange, ANewConnectionGoesToTheLoopWithTheFewest) {
  TestHandler handler(
      [](const Request&, Exchange& exchange) { exchange.response().body = std::to_string(exchange.loop()); });
  TestServer server(handler);
  const auto loop_of = [](Client& client) { return body_of(client.send(kGet).receive()); };
  std::vector<std::unique_ptr<Client>> clients;
  clients.reserve(12);
  for (int i = 0; i < 12; ++i) clients.push_back(std::make_unique<Client>(server.port()));
  std::erase_if(clients, [&](const auto& client) { return loop_of(*client) == "1"; });
  ASSERT_TRUE(eventually([&] { return server.server().connections() == 6; }));
  for (int i = 0; i < 6; ++i) {
    clients.push_back(std::make_unique<Client>(server.port()));
    EXPECT_EQ(loop_of(*clients.back()), "1");
  }
}

}  // namespace
}  // namespace expediter::http
