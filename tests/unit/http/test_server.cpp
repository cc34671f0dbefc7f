#include "unit/http/test_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <thread>
#include <utility>

namespace expediter::http {
namespace {

constexpr auto kPatience = 5s;

ServerOptions options_for(const Limits& limits, unsigned threads) {
  ServerOptions options;
  options.threads = threads;
  options.limits = limits;
  return options;
}

std::size_t content_length(std::string_view head) {
  const std::string value = header_of(head, "Content-Length");
  return value.empty() ? 0 : std::stoul(value);
}

}  // namespace

void TestHandler::handle(const Request& request, Exchange& exchange) {
  ++handled_;
  if (on_handle_) return on_handle_(request, exchange);
  echo(request, exchange.response());
}

void TestHandler::refuse(Refusal, const Request& request, Response& response) {
  ++refused_;
  response.body.append("refused ").append(std::to_string(response.status)).append(" ").append(request.id);
}

void TestHandler::answered(const Request& request, int status, std::size_t response_bytes,
                           std::chrono::nanoseconds) {
  const std::lock_guard lock(mutex_);
  answered_.push_back({std::string(request.method_text), std::string(request.target), std::string(request.id),
                       std::string(request.peer), request.headers.size(), status, response_bytes});
}

std::vector<Answered> TestHandler::all_answered() const {
  const std::lock_guard lock(mutex_);
  return answered_;
}

void echo(const Request& request, Response& response) {
  response.content_type = "text/plain";
  response.body.append(request.method_text).append(" ").append(request.path);
  if (!request.query.empty()) response.body.append("?").append(request.query);
  if (!request.body.empty()) response.body.append(" body=").append(request.body);
}

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    throw std::system_error(errno, std::system_category(), "connect");
  }
}

Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

Client& Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {  // The server has closed; what it said is still to be read.
      could_send_ = false;
      break;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return *this;
}

// False at the end of the connection or of the time.
bool Client::fill(std::chrono::milliseconds time) {
  pollfd poll{socket_, POLLIN, 0};
  if (::poll(&poll, 1, static_cast<int>(time.count())) <= 0) {
    timed_out_ = true;
    return false;
  }
  char bytes[16 * 1024];
  const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
  if (got <= 0) return false;
  buffer_.append(bytes, static_cast<std::size_t>(got));
  return true;
}

std::string Client::receive(bool head_only) {
  std::size_t end = std::string::npos;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill(kPatience)) return timed_out_ ? "(timeout)" : "";
  }
  std::size_t size = end + 4;
  if (!head_only) size += content_length(std::string_view(buffer_).substr(0, size));
  while (buffer_.size() < size) {
    if (!fill(kPatience)) return timed_out_ ? "(timeout)" : "(cut off)";
  }
  std::string answer = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return answer;
}

std::string Client::receive_all() {
  while (fill(kPatience)) {
  }
  return timed_out_ ? "(timeout)" : std::exchange(buffer_, {});
}

std::size_t Client::receive_some(std::string& into) {
  const ssize_t got = ::recv(socket_, into.data(), into.size(), 0);
  return got > 0 ? static_cast<std::size_t>(got) : 0;
}

bool Client::ends_within(std::chrono::milliseconds time) {
  return buffer_.empty() && !fill(time) && !std::exchange(timed_out_, false);
}

void Client::end_sending() {
  ::shutdown(socket_, SHUT_WR);
}

void Client::reset() {
  const linger abort{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
  ::close(std::exchange(socket_, -1));
}

TestServer::TestServer(Handler& handler, Limits limits, unsigned threads)
    : server_(options_for(limits, threads), handler) {
  server_.start();
}

std::string TestServer::ask(std::string_view request) {
  return Client(port()).send(request).receive_all();
}

int status_of(std::string_view answer) {
  return answer.starts_with("HTTP/1.1 ") ? std::stoi(std::string(answer.substr(9, 3))) : 0;
}

std::string body_of(std::string_view answer) {
  const std::size_t end = answer.find("\r\n\r\n");
  return end == std::string_view::npos ? "" : std::string(answer.substr(end + 4));
}

std::string header_of(std::string_view answer, std::string_view name) {
  const std::string start = "\r\n" + std::string(name) + ": ";
  const std::size_t at = answer.find(start);
  if (at == std::string_view::npos) return "";
  const std::size_t from = at + start.size();
  return std::string(answer.substr(from, answer.find("\r\n", from) - from));
}

bool eventually(const std::function<bool()>& condition) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < until) {
    if (condition()) return true;
    std::this_thread::sleep_for(5ms);
  }
  return condition();
}

}  // namespace expediter::http
