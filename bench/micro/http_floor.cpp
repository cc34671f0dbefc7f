// The floor of the HTTP server: what a request costs where the answer is ready. Serves one fixed body on
// 127.0.0.1 until it is interrupted: http_floor [PORT [THREADS [BODY_BYTES]]].
#include <signal.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "http/server.h"

namespace {

namespace http = expediter::http;

class FixedAnswer final : public http::Handler {
 public:
  explicit FixedAnswer(std::size_t bytes) : body_(bytes, 'x') {}

  void handle(const http::Request&, http::Exchange& exchange) override {
    exchange.response().body.append(body_);
  }
  void refuse(http::Refusal, const http::Request&, http::Response& response) override {
    response.content_type = {};
  }
  void answered(const http::Request&, int, std::size_t, std::chrono::nanoseconds) override {}

 private:
  const std::string body_;
};

std::size_t number(int argc, char** argv, int at, std::size_t otherwise) {
  return argc > at ? std::strtoul(argv[at], nullptr, 10) : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGINT);
  ::sigaddset(&signals, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  FixedAnswer handler(number(argc, argv, 3, 450));
  http::ServerOptions options;
  options.port = static_cast<std::uint16_t>(number(argc, argv, 1, 0));
  options.threads = static_cast<unsigned>(number(argc, argv, 2, 2));
  http::Server server(options, handler);
  server.start();
  std::printf("http://127.0.0.1:%u/\n", unsigned{server.port()});
  std::fflush(stdout);
  int signal = 0;
  ::sigwait(&signals, &signal);
  server.stop();
  return 0;
}
