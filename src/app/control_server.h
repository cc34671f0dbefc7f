#pragma once
// The running server's ear for commands: `user passwd`, `token revoke` and the like are carried out by the
// server that holds the data directory, with the functions that they would call themselves.
//
// Whoever connects must be the server's user, the directory's owner or root, as the system says. What they
// can make it hold is bounded: so many connections, so many bytes of each and of all, and so much silence.
// Where there are too many, the one that has been there longest goes, so that idle ones keep nobody out.

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "app/command.h"
#include "app/control_message.h"
#include "app/local_socket.h"

namespace expediter::app {

// The socket itself, from the moment the directory is held: a command that comes before the server is ready
// waits, and one that comes after its end finds the directory free.
class ControlSocket {
 public:
  // For whoever holds the directory's lock. Where listening fails, the server goes on without.
  explicit ControlSocket(std::string directory);
  ~ControlSocket();
  ControlSocket(const ControlSocket&) = delete;
  ControlSocket& operator=(const ControlSocket&) = delete;

  const std::string& directory() const { return directory_; }
  int number() const { return socket_.number(); }          // -1 where it does not listen.
  const std::string& problem() const { return problem_; }  // Why not.

 private:
  std::string directory_;
  Descriptor socket_;
  std::string problem_;
};

// Carries out commands, one after another, on a thread of its own, until it goes.
class ControlServer {
 public:
  // `socket` and `database` outlive it.
  ControlServer(const ControlSocket& socket, store::Database& database, std::vector<Command> commands);
  // Finishes the command that has begun; those that have not are told nothing, and find out for themselves.
  ~ControlServer();
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

  // Begins no further command. Returns at once.
  void close();

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Client {
    Descriptor socket;
    Peer peer;
    std::string received = {};
    Time silent_until;
    bool ended = false;  // All was received that it sends.
    bool gone = false;
  };

  void run();
  void accept_waiting(Time now);
  void receive(Client& client, Time now);
  void serve(Client& client);
  ControlAnswer carry_out(ControlRequest request) const;
  std::size_t held() const;

  const ControlSocket& socket_;
  store::Database& database_;
  std::vector<Command> commands_;
  Descriptor wake_;
  std::vector<Client> clients_;  // The oldest first.
  bool no_descriptors_ = false;  // Accepting failed: it waits a moment.
  std::atomic<bool> closing_ = false;
  std::thread thread_;  // Last: starts when all else is there.
};

}  // namespace expediter::app
