#pragma once
// A server on a free port with a handler made for tests, and a client that sends raw bytes to it.

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "http/server.h"

namespace expediter::http {

using namespace std::chrono_literals;

// What `answered` was told, copied.
struct Answered {
  std::string method;
  std::string target;
  std::string id;
  std::string peer;
  std::size_t headers = 0;
  int status = 0;
  std::size_t bytes = 0;
};

// Answers with what the request was; refuses with the status as text. Individual tests give their own
// `on_handle`.
class TestHandler : public Handler {
 public:
  using Handle = std::function<void(const Request&, Exchange&)>;

  TestHandler() = default;
  explicit TestHandler(Handle on_handle) : on_handle_(std::move(on_handle)) {}

  void handle(const Request& request, Exchange& exchange) override;
  void refuse(Refusal refusal, const Request& request, Response& response) override;
  void answered(const Request& request, int status, std::size_t response_bytes,
                std::chrono::nanoseconds took) override;

  std::vector<Answered> all_answered() const;
  int handled() const { return handled_; }
  int refused() const { return refused_; }

 private:
  Handle on_handle_;
  std::atomic<int> handled_ = 0;
  std::atomic<int> refused_ = 0;
  mutable std::mutex mutex_;
  std::vector<Answered> answered_;
};

// "GET /path?query body=…", the default answer.
void echo(const Request& request, Response& response);

// One blocking connection. Every read gives up after some seconds.
class Client {
 public:
  explicit Client(std::uint16_t port);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Client& send(std::string_view bytes);
  bool could_send() const { return could_send_; }  // Whether all of it was taken.
  // One whole answer, head and body by its Content-Length (`head_only`: without the body); "" at the end of
  // the connection, "(timeout)" where nothing came.
  std::string receive(bool head_only = false);
  // Everything up to the end of the connection.
  std::string receive_all();
  // At most as many bytes as `into` has; 0 at the end.
  std::size_t receive_some(std::string& into);
  // Whether the server ends the connection within `time`, sending nothing before.
  bool ends_within(std::chrono::milliseconds time);
  void end_sending();
  void reset();  // Closes so that the server sees an error.
  int socket() const { return socket_; }

 private:
  bool fill(std::chrono::milliseconds time);

  int socket_ = -1;
  bool timed_out_ = false;
  bool could_send_ = true;
  std::string buffer_;
};

// A started server; stopped at the end of the test.
class TestServer {
 public:
  explicit TestServer(Handler& handler, Limits limits = {}, unsigned threads = 2);
  std::uint16_t port() const { return server_.port(); }
  Server& server() { return server_; }
  // Sends one request on a connection of its own and returns everything that comes until it ends.
  std::string ask(std::string_view request);

 private:
  Server server_;
};

int status_of(std::string_view answer);
std::string body_of(std::string_view answer);
std::string header_of(std::string_view answer, std::string_view name);
// Whether `condition` becomes true within some seconds.
bool eventually(const std::function<bool()>& condition);

}  // namespace expediter::http
