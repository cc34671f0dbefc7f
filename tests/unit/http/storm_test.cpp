// Everything at once: many clients that behave in all ways, answers from everywhere.
#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <random>
#include <stdexcept>
#include <thread>

#include "unit/http/test_server.h"

namespace expediter::http {
namespace {

// Threads that answer, drop or sit on what the handler hands them.
class Answerers {
 public:
  Answerers() {
    for (unsigned i = 0; i < 2; ++i) threads_.emplace_back([this, i] { run(i); });
  }
  ~Answerers() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    came_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  void put(Later later, std::string body) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace_back(std::move(later), std::move(body));
    came_.notify_one();
  }

 private:
  void run(unsigned seed) {
    std::mt19937 random(seed);
    std::unique_lock lock(mutex_);
    while (true) {
      came_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      auto [later, body] = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      if (random() % 8 != 0) {
        Response response;
        response.body = std::move(body);
        later.answer(std::move(response));
      }
      { const Later dropped = std::move(later); }
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<std::pair<Later, std::string>> waiting_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

// What the request asks for by its path, with the path as the answer's first line.
void answer(const Request& request, Exchange& exchange, Answerers& answerers) {
  const std::string_view way = request.path.substr(0, request.path.find('-'));
  std::string body(request.path);
  body += "\n";
  if (way == "/later") return answerers.put(exchange.later(), std::move(body));
  if (way == "/throw") throw std::runtime_error("asked for");
  exchange.response().body = body;
  if (way == "/large") exchange.response().body.append(300'000, 'x');
  if (way == "/close") exchange.response().close = true;
}

struct Tally {
  std::atomic<int> right = 0;
  std::atomic<int> wrong = 0;
};

void check(const std::string& got, const std::string& path, Tally& tally) {
  const int status = status_of(got);
  const bool may_fail = path.starts_with("/later") || path.starts_with("/throw");
  const bool right =
      status == 200 ? body_of(got).starts_with(path + "\n") : (status == 500 && may_fail) || got.empty();
  ++(right ? tally.right : tally.wrong);
}

// One client's life: some requests in flight, in pieces, then a good or a bad end.
void live(std::uint16_t port, std::mt19937& random, Tally& tally) {
  static const std::vector<std::string> kWays = {"/now", "/later", "/later", "/throw", "/large", "/close"};
  Client client(port);
  for (std::uint32_t round = random() % 4; round-- > 0;) {
    std::string bytes;
    std::vector<std::string> paths;
    for (std::uint32_t i = 0; i <= random() % 5; ++i) {
      paths.push_back(kWays[random() % kWays.size()] + "-" + std::to_string(random()));
      bytes += "POST " + paths.back() + " HTTP/1.1\r\nHost: x\r\n";
      bytes += random() % 2 == 0 ? "Content-Length: 4\r\n\r\nbody"
                                 : "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n";
    }
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t piece = random() % 3 == 0 ? 1 + random() % 40 : bytes.size();
      client.send(std::string_view(bytes).substr(at, piece));
      at += piece;
    }
    if (random() % 6 == 0) return client.reset();
    if (random() % 6 == 0) return;
    for (const std::string& path : paths) check(client.receive(), path, tally);
  }
  if (random() % 4 == 0) client.send("GET /cut off HT");
}

TEST(Storm, EveryAnswerIsTheOneThatWasAskedFor) {
  Answerers answerers;
  TestHandler handler(
      [&](const Request& request, Exchange& exchange) { answer(request, exchange, answerers); });
  TestServer server(handler);
  Tally tally;
  std::vector<std::thread> clients;
  clients.reserve(8);
  const auto until = std::chrono::steady_clock::now() + 1500ms;
  for (unsigned i = 0; i < 8; ++i) {
    clients.emplace_back([&, i] {
      std::mt19937 random(i);
      while (std::chrono::steady_clock::now() < until) live(server.port(), random, tally);
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(tally.wrong, 0);
  EXPECT_GT(tally.right, 100);
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
}

}  // namespace
}  // namespace expediter::http
