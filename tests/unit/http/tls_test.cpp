// The server over TLS, as a client that speaks it sees it.
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "unit/http/tls_client.h"

namespace expediter::http {
namespace {

constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

// Says what it was asked, and whether that came over TLS.
void say_secure(const Request& request, Exchange& exchange) {
  echo(request, exchange.response());
  exchange.response().body.append(request.secure ? " secure" : " in the clear");
}

ServerOptions options_with(TlsIdentity identity, Limits limits = {}) {
  ServerOptions options;
  options.limits = limits;
  options.tls = std::move(identity);
  return options;
}

class TlsTest : public testing::Test {
 protected:
  explicit TlsTest(Limits limits = {}) : server_(options_with(make_identity("first"), limits), handler_) {
    server_.start();
  }
  std::uint16_t port() const { return server_.port(); }

  TestHandler handler_{say_secure};
  Server server_;
};

TEST_F(TlsTest, ARequestIsAnsweredAndIsSaidToHaveComeOverTls) {
  TlsClient client(port());
  ASSERT_TRUE(client.connected());
  EXPECT_EQ(client.version(), "TLSv1.3");
  EXPECT_EQ(body_of(client.send(kGet).receive()), "GET /a secure");
}

TEST_F(TlsTest, APlainServerSaysThatARequestCameInTheClear) {
  TestServer plain(handler_);
  EXPECT_EQ(body_of(Client(plain.port()).send(kGet).receive()), "GET /a in the clear");
}

TEST_F(TlsTest, Version12IsSpokenAndWhatIsOlderIsNot) {
  EXPECT_EQ(body_of(TlsClient(port(), {0, TLS1_2_VERSION}).send(kGet).receive()), "GET /a secure");
  EXPECT_FALSE(TlsClient(port(), {0, TLS1_1_VERSION}).connected());
  EXPECT_FALSE(TlsClient(port(), {0, TLS1_VERSION}).connected());
}

TEST_F(TlsTest, TheProtocolIsHttp11AndAClientThatWantsOnlyAnotherIsRefused) {
  EXPECT_EQ(TlsClient(port(), {.protocols = "\x02h2\x08http/1.1"}).protocol(), "http/1.1");
  EXPECT_FALSE(TlsClient(port(), {.protocols = "\x02h2"}).connected());
  EXPECT_EQ(TlsClient(port()).protocol(), "");
}

TEST_F(TlsTest, NothingIsCompressedAndNoSessionIsKeptOrGivenAway) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsClient client(port(), {version, version});
    client.send(kGet).receive();
    EXPECT_FALSE(client.compresses());
    EXPECT_FALSE(client.may_be_resumed()) << version;
  }
}

TEST_F(TlsTest, AClientCannotMakeTheServerNegotiateAgain) {
  TlsClient client(port(), {0, TLS1_2_VERSION});
  client.send(kGet).receive();
  EXPECT_FALSE(client.renegotiate());
}

TEST_F(TlsTest, RequestsInOneRecordAreAnsweredInTheirOrder) {
  std::string many;
  for (int i = 0; i < 300; ++i) many += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  TlsClient client(port());
  client.send(many);
  for (int i = 0; i < 300; ++i) {
    ASSERT_EQ(body_of(client.receive()), "GET /" + std::to_string(i) + " secure");
  }
}

TEST_F(TlsTest, ABodyOfManyRecordsArrivesWhole) {
  const std::string body(700'000, 'b');
  TlsClient client(port());
  client.send("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 700000\r\n\r\n" + body);
  EXPECT_EQ(body_of(client.receive()), "POST /b body=" + body + " secure");
}

TEST_F(TlsTest, ARequestThatComesByteByByteInRecordsOfOneByteIsAnswered) {
  TlsClient client(port());
  for (const char byte : kGet) client.send({&byte, 1});
  EXPECT_EQ(body_of(client.receive()), "GET /a secure");
}

TEST_F(TlsTest, ARecordSentInPiecesIsPutTogether) {
  TlsClient client(port());
  client.send(kGet);
  ASSERT_EQ(status_of(client.receive()), 200);
  // The same once more, through a socket that hands over a byte at a time.
  client.below().send("\x17");
  std::this_thread::sleep_for(20ms);
  client.below().send(std::string("\x03\x03\x00\x20", 4) + std::string(32, 'x'));
  EXPECT_EQ(client.receive(), "") << "a record that is not genuine ends the connection";
}

TEST_F(TlsTest, PlainHttpAndGarbageAreCutOff) {
  EXPECT_EQ(status_of(Client(port()).send(kGet).receive_all()), 0);
  EXPECT_EQ(status_of(Client(port()).send(std::string(300, '\x16')).receive_all()), 0);
  EXPECT_EQ(handler_.handled(), 0);
}

TEST_F(TlsTest, AServerThatEndsAConnectionSaysSo) {
  TlsClient client(port());
  const std::string answer =
      client.send("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").receive_all();
  EXPECT_EQ(body_of(answer), "GET /a secure");
  EXPECT_TRUE(client.server_said_end());
}

TEST_F(TlsTest, AClientThatHasSaidAllGetsItsAnswer) {
  TlsClient client(port());
  client.send(kGet).below().end_sending();
  EXPECT_EQ(body_of(client.receive()), "GET /a secure");
}

TEST_F(TlsTest, ANewCertificateIsShownToNewConnectionsAndOpenOnesGoOn) {
  TlsClient old(port());
  EXPECT_EQ(old.certificate_name(), "first");
  server_.replace_identity(make_identity("second"));
  EXPECT_EQ(TlsClient(port()).certificate_name(), "second");
  EXPECT_EQ(body_of(old.send(kGet).receive()), "GET /a secure");
}

TEST_F(TlsTest, ABadPairIsRefusedInWordsAndTheOldOneStays) {
  const TlsIdentity good = make_identity("good");
  const TlsIdentity other = make_identity("other");
  const auto complaint = [&](const TlsIdentity& identity) -> std::string {
    try {
      server_.replace_identity(identity);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "(none)";
  };
  EXPECT_EQ(complaint({"", good.key}), "there is no certificate in PEM form (no start line)");
  EXPECT_EQ(complaint({good.certificates, base::Secret("nothing")}),
            "there is no private key in PEM form without a pass phrase (unsupported)");
  EXPECT_EQ(complaint({good.certificates, other.key}),
            "the key does not belong to the certificate (key values mismatch)");
  EXPECT_EQ(complaint({good.certificates + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                       good.key})
                .substr(0, 38),
            "a certificate of the chain is damaged ");
  EXPECT_EQ(TlsClient(port()).certificate_name(), "first");
}

TEST_F(TlsTest, TheEndOfACertificatesTimeIsTold) {
  const auto now = base::system_clock().now();
  const auto left = expiry_of(make_identity("x", 10)).seconds - now.seconds;
  EXPECT_NEAR(static_cast<double>(left), 864'000, 5);
}

TEST_F(TlsTest, StoppingEndsConnectionsInTheMiddleOfTheirHandshake) {
  const Client silent(port());
  ASSERT_TRUE(eventually([&] { return server_.connections() == 1; }));
  const auto began = std::chrono::steady_clock::now();
  server_.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
}

// More than a socket holds, with no two parts alike.
const std::string& large_body() {
  static const std::string body = [] {
    constexpr std::size_t kSize = std::size_t{6} << 20;
    std::string text;
    for (std::size_t i = 0; text.size() < kSize; ++i) text += std::to_string(i) + " ";
    return text;
  }();
  return body;
}

class LargeAnswerTest : public testing::Test {
 protected:
  LargeAnswerTest() : server_(options_with(make_identity("large")), handler_) { server_.start(); }

  TestHandler handler_{[](const Request&, Exchange& exchange) { exchange.response().body = large_body(); }};
  Server server_;
};

TEST_F(LargeAnswerTest, AnAnswerThatTheSocketTakesInPiecesArrivesWhole) {
  TlsClient client(server_.port());
  client.send(std::string(kGet) + std::string(kGet));
  std::this_thread::sleep_for(50ms);  // The server's socket is full by now.
  EXPECT_TRUE(body_of(client.receive()) == large_body());
  EXPECT_TRUE(body_of(client.receive()) == large_body());
}

TEST_F(LargeAnswerTest, AClientThatGoesInTheMiddleOfAnAnswerHurtsNobody) {
  for (int i = 0; i < 20; ++i) {
    TlsClient client(server_.port());
    client.send(kGet).receive_bytes(100'000);
    client.below().reset();
  }
  EXPECT_TRUE(eventually([&] { return server_.connections() == 0; }));
  EXPECT_EQ(status_of(TlsClient(server_.port()).send(kGet).receive()), 200);
}

Limits hasty() {
  Limits limits;
  limits.head_wait = 1s;
  limits.connections = 2;
  return limits;
}

class HastyTlsTest : public TlsTest {
 protected:
  HastyTlsTest() : TlsTest(hasty()) {}
};

TEST_F(HastyTlsTest, AHandshakeThatDoesNotArriveInTimeEndsTheConnection) {
  EXPECT_TRUE(Client(port()).ends_within(5s));
}

TEST_F(HastyTlsTest, AHandshakeThatTricklesInEndsTheConnectionAllTheSame) {
  Client client(port());
  const auto began = std::chrono::steady_clock::now();
  client.send(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11));
  while (client.could_send() && std::chrono::steady_clock::now() - began < 6s) {
    client.send("x");
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_FALSE(client.could_send());
  EXPECT_LT(std::chrono::steady_clock::now() - began, 4s);
}

TEST_F(HastyTlsTest, AConnectionPastItsHandshakeMayRest) {
  TlsClient client(port());
  std::this_thread::sleep_for(1500ms);
  EXPECT_EQ(body_of(client.send(kGet).receive()), "GET /a secure");
}

TEST_F(HastyTlsTest, AConnectionOverTheLimitIsClosedWithoutAHandshake) {
  TlsClient one(port());
  TlsClient two(port());
  EXPECT_FALSE(TlsClient(port()).connected());
  EXPECT_EQ(status_of(one.send(kGet).receive()), 200);
}

TEST(TlsStorm, ManyClientsAtOnceGetTheirOwnAnswersWhileCertificatesChange) {
  TestHandler handler(say_secure);
  Server server(options_with(make_identity("storm")), handler);
  server.start();
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 6; ++thread) {
    threads.emplace_back([&, thread] {
      for (int connection = 0; connection < 10; ++connection) {
        TlsClient client(server.port());
        for (int i = 0; i < 20; ++i) {
          const std::string path = "/" + std::to_string(thread) + "-" + std::to_string(connection * 20 + i);
          const std::string answer = client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").receive();
          right += body_of(answer) == "GET " + path + " secure" ? 1 : 0;
        }
      }
    });
  }
  for (int i = 0; i < 10; ++i) server.replace_identity(make_identity("storm"));
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 6 * 10 * 20);
}

}  // namespace
}  // namespace expediter::http
