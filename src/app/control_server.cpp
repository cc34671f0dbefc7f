#include "app/control_server.h"

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <sstream>
#include <system_error>

#include "app/failure.h"
#include "base/log.h"
#include "store/database.h"

namespace expediter::app {

namespace {

constexpr std::size_t kMostClients = 32;
constexpr std::size_t kMostHeld = 2 * kMostControlInput;  // By all of them.
constexpr std::chrono::seconds kSilence{10};
constexpr int kTickMs = 1000;
constexpr int kPauseMs = 100;

constexpr std::string_view kTooLong = "expediter: that is longer than what a running server takes\n";
constexpr std::string_view kNoRequest = "expediter: the running server did not understand the command\n";

// Over a fresh connection of a socket whose buffer is longer than any answer; who does not read misses it.
void answer(int socket, std::string_view text) {
  [[maybe_unused]] const ssize_t sent = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

void refuse(int socket, std::string_view why) {
  answer(socket, render_answer({.status = kExitFailure, .out = {}, .err = std::string{why}}));
}

// Whether the arguments are those that the command declares, none missing and none more.
bool are_of(const ArgumentValues& values, const Command& command) {
  return values.size() == command.arguments.size() &&
         std::ranges::all_of(command.arguments,
                             [&](const Argument& argument) { return values.contains(argument.name); });
}

}  // namespace

ControlSocket::ControlSocket(std::string directory) : directory_(std::move(directory)) {
  try {
    socket_ = listen_in(directory_);
  } catch (const std::system_error& error) {
    problem_ = error.what();
  }
}

ControlSocket::~ControlSocket() {
  if (socket_) remove_from(directory_);
}

ControlServer::ControlServer(const ControlSocket& socket, store::Database& database,
                             std::vector<Command> commands)
    : socket_(socket),
      database_(database),
      commands_(std::move(commands)),
      wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (!wake_) throw std::system_error(errno, std::generic_category(), "cannot wait for commands");
  if (!socket_.problem().empty()) {
    base::log::warning("commands need the server stopped", {{"problem", socket_.problem()}});
    return;
  }
  thread_ = std::thread{[this] { run(); }};
  ::pthread_setname_np(thread_.native_handle(), "control");
}

ControlServer::~ControlServer() {
  close();
  if (thread_.joinable()) thread_.join();
}

void ControlServer::close() {
  closing_ = true;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_.number(), &one, sizeof one);
}

void ControlServer::run() {
  std::vector<pollfd> watched;
  while (!closing_) {
    watched.assign({{wake_.number(), POLLIN, 0}, {no_descriptors_ ? -1 : socket_.number(), POLLIN, 0}});
    for (const Client& client : clients_) watched.push_back({client.socket.number(), POLLIN, 0});
    const int wait = no_descriptors_ ? kPauseMs : clients_.empty() ? -1 : kTickMs;
    ::poll(watched.data(), watched.size(), wait);
    const Time now = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < clients_.size(); ++i)
      if (watched[i + 2].revents != 0) receive(clients_[i], now);
    no_descriptors_ = false;
    if (watched[1].revents != 0) accept_waiting(now);
    for (Client& client : clients_) {
      if (client.ended && !client.gone && !closing_) serve(client);
      if (now > client.silent_until) client.gone = true;
    }
    std::erase_if(clients_, [](const Client& client) { return client.gone || client.ended; });
  }
  clients_.clear();
}

void ControlServer::accept_waiting(Time now) {
  while (true) {
    Descriptor socket{::accept4(socket_.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
    if (!socket) {
      no_descriptors_ = errno != EAGAIN && errno != EINTR && errno != ECONNABORTED;
      return;
    }
    const Peer peer = peer_of(socket.number());
    if (!is_trusted(peer, socket_.directory())) {
      base::log::warning("a command was refused", {{"uid", peer.user}, {"pid", peer.process}});
      continue;
    }
    if (clients_.size() >= kMostClients) clients_.erase(clients_.begin());
    clients_.push_back({.socket = std::move(socket), .peer = peer, .silent_until = now + kSilence});
  }
}

std::size_t ControlServer::held() const {
  std::size_t bytes = 0;
  for (const Client& client : clients_) bytes += client.received.size();
  return bytes;
}

void ControlServer::receive(Client& client, Time now) {
  std::array<char, std::size_t{64} * 1024> part;
  while (!client.ended && !client.gone) {
    const ssize_t got = ::recv(client.socket.number(), part.data(), part.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      client.gone = errno != EAGAIN;
      return;
    }
    client.ended = got == 0;
    client.silent_until = now + kSilence;
    client.received.append(part.data(), static_cast<std::size_t>(got));
    if (client.received.size() > kMostControlHead + kMostControlInput || held() > kMostHeld) {
      refuse(client.socket.number(), kTooLong);
      client.gone = true;
    }
  }
}

void ControlServer::serve(Client& client) {
  auto request = parse_request(std::move(client.received));
  if (!request) return refuse(client.socket.number(), kNoRequest);
  const std::string name = request->command;
  answer(client.socket.number(), kBegun);
  const ControlAnswer told = carry_out(*std::move(request));
  base::log::info(
      "command",
      {{"command", name}, {"status", told.status}, {"uid", client.peer.user}, {"pid", client.peer.process}});
  answer(client.socket.number(), render_answer(told));
}

ControlAnswer ControlServer::carry_out(ControlRequest request) const {
  std::istringstream in{std::move(request.input)};
  std::ostringstream out;
  std::ostringstream err;
  int status = kExitFailure;
  try {
    const auto command = std::ranges::find(commands_, request.command, &Command::name);
    if (command == commands_.end() || !command->change || !are_of(request.values, *command))
      throw CommandError{
          "the running server is of another version, which has no such command; stop it first"};
    LoadedConfig loaded;
    loaded.config.data.path = socket_.directory();
    status =
        command->change(Invocation{std::move(loaded), std::move(request.values), {in, out, err}}, database_);
  } catch (...) {
    status = tell_failure(err, [&] { return "expediter " + request.command + " --help"; });
  }
  return {status, std::move(out).str(), std::move(err).str()};
}

}  // namespace expediter::app
