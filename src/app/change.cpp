#include "app/change.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <ostream>
#include <sstream>
#include <thread>

#include "app/control_message.h"
#include "app/data_directory.h"
#include "app/local_socket.h"
#include "app/locked_database.h"
#include "base/text.h"

namespace expediter::app {

namespace {

// A server binds its socket at once after it took the lock, and gives up both at the same time.
constexpr int kTries = 20;
constexpr std::chrono::milliseconds kBetween{25};

// False where the server does not listen to the end.
bool send_all(int socket, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return ::shutdown(socket, SHUT_WR) == 0;
}

std::string receive_all(int socket) {
  std::string text;
  std::array<char, 4096> part{};
  while (true) {
    const ssize_t got = ::recv(socket, part.data(), part.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(part.data(), static_cast<std::size_t>(got));
  }
}

ControlRequest request_of(const Command& command, const Invocation& invocation, const std::string& input) {
  for (const Argument& argument : command.arguments) invocation.text(argument.name);
  if (input.size() > kMostControlInput)
    throw CommandError{"a running server takes at most " + std::to_string(kMostControlInput >> 20) +
                       " MiB by a command; divide the file, or stop the server first"};
  return {.command = command.name, .values = invocation.values(), .input = input};
}

// What the server said; empty where there is none, or it did nothing of this.
std::optional<ControlAnswer> ask_server(const Command& command, const Invocation& invocation,
                                        const std::string& input) {
  const Descriptor socket = connect_in(invocation.data_directory());
  if (!socket) return std::nullopt;
  send_all(socket.number(), render_request(request_of(command, invocation, input)));
  std::string text = receive_all(socket.number());
  const bool begun = text.starts_with(kBegun);
  if (begun) text.erase(0, kBegun.size());
  auto answer = parse_answer(text);
  if (!answer && begun)
    throw CommandError{"the server ended before it said how this went: look whether it was done"};
  return answer;
}

int change_here(const Command& command, const Invocation& invocation, const std::string& input) {
  LockedDatabase locked{invocation, command.name};
  std::istringstream in{input};
  return command.change(invocation.reading(in), locked.database());
}

}  // namespace

int run_change(const Command& command, const Invocation& invocation) {
  existing_database(invocation.data_directory());
  // Asked for first: nobody else waits for the directory while a person types.
  const std::string input = command.read_input ? command.read_input(invocation) : std::string{};
  for (int tries = 1;; ++tries) {
    if (const auto answer = ask_server(command, invocation, input)) {
      invocation.out() << answer->out;
      invocation.err() << answer->err;
      return answer->status;
    }
    try {
      return change_here(command, invocation, input);
    } catch (const DirectoryInUse& error) {
      if (tries == kTries || !error.by_server()) throw;
    }
    std::this_thread::sleep_for(kBetween);
  }
}

}  // namespace expediter::app
