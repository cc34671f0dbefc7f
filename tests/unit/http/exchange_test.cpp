// Requests and answers over one connection: keep-alive, pipelining, later answers.
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "unit/http/test_server.h"

namespace expediter::http {
namespace {

constexpr std::string_view kGet = "GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(Exchange, ARequestIsAnsweredAndTheConnectionStaysOpen) {
  TestHandler handler;
  TestServer server(handler);
  Client client(server.port());
  const std::string first = client.send(kGet).receive();
  EXPECT_EQ(status_of(first), 200);
  EXPECT_EQ(body_of(first), "GET /a?b=c");
  EXPECT_EQ(header_of(first, "Content-Type"), "text/plain");
  EXPECT_EQ(header_of(first, "X-Request-Id").size(), 16U);
  EXPECT_EQ(header_of(first, "Connection"), "");
  const std::string second = client.send(kGet).receive();
  EXPECT_EQ(status_of(second), 200);
  EXPECT_NE(header_of(first, "X-Request-Id"), header_of(second, "X-Request-Id"));
}

TEST(Exchange, PipelinedRequestsAreAnsweredInOrder) {
  TestHandler handler;
  TestServer server(handler);
  Client client(server.port());
  std::string requests;
  for (int i = 0; i < 500; ++i) {
    requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }
  client.send(requests);
  for (int i = 0; i < 500; ++i) ASSERT_EQ(body_of(client.receive()), "GET /" + std::to_string(i));
}

TEST(Exchange, ALaterAnswerFromAnotherThreadHoldsBackTheRequestsBehindIt) {
  std::vector<std::thread> threads;
  TestHandler handler([&](const Request& request, Exchange& exchange) {
    if (request.path != "/slow") return echo(request, exchange.response());
    threads.emplace_back([later = exchange.later(), body = std::string(request.body)]() mutable {
      std::this_thread::sleep_for(50ms);
      Response response;
      response.body = "slow " + body;
      later.answer(std::move(response));
    });
  });
  {
    TestServer server(handler, {}, 1);
    Client client(server.port());
    client.send("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" + std::string(kGet) +
                "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n" + std::string(kGet));
    EXPECT_EQ(body_of(client.receive()), "slow abc");
    EXPECT_EQ(body_of(client.receive()), "GET /a?b=c");
    EXPECT_EQ(body_of(client.receive()), "slow ");
    EXPECT_EQ(body_of(client.receive()), "GET /a?b=c");
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(Exchange, ADroppedLaterIsAnswered500) {
  TestHandler handler([](const Request&, Exchange& exchange) { const Later dropped = exchange.later(); });
  TestServer server(handler);
  Client client(server.port());
  EXPECT_EQ(status_of(client.send(kGet).receive()), 500);
  EXPECT_EQ(status_of(client.send(kGet).receive()), 500);
}

TEST(Exchange, AHandlerThatThrowsIsAnswered500AndServesOn) {
  TestHandler handler([](const Request&, Exchange& exchange) {
    exchange.response().body = "half an answer";
    throw std::runtime_error("secret");
  });
  TestServer server(handler);
  Client client(server.port());
  const std::string answer = client.send(kGet).receive();
  EXPECT_EQ(status_of(answer), 500);
  EXPECT_EQ(answer.find("half"), std::string::npos);
  EXPECT_EQ(answer.find("secret"), std::string::npos);
  EXPECT_EQ(status_of(client.send(kGet).receive()), 500);
}

}  // namespace
}  // namespace expediter::http
