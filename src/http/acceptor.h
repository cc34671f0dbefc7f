#pragma once
// The listening socket: accepts connections and hands each to the loop that has the fewest.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "http/loop.h"
#include "http/timer_wheel.h"

namespace expediter::http::detail {

// One socket for all loops rather than one for each with SO_REUSEPORT: the system spreads connections over
// those by a hash, so that of 32 connections one of two loops often gets 20, and the other core idles.
//
// Used on the first loop's thread, after construction on another. Must be closed before that loop goes.
class Acceptor final : public Timed {
 public:
  // Binds and listens; throws std::system_error naming the address where that fails. With port 0 any free
  // one.
  Acceptor(const std::string& host, std::uint16_t port);
  ~Acceptor() override;

  std::uint16_t port() const { return port_; }
  int socket() const { return socket_; }

  // Whom to hand to; `loops[0]` is the one that calls. At most `limit` connections are served at once.
  void serve(std::vector<Loop*> loops, std::size_t limit);
  // Accepts what waits, up to a bound that lets the loop's connections have their turn.
  void accept_waiting();
  // The end of a pause that running out of file descriptors brought.
  void on_deadline() override;
  // Accepts what has already connected, then stops listening.
  void close();
  void wake_loops();

 private:
  enum class Accepted : std::uint8_t { one, none, failed };
  Accepted accept_one();
  void hand_over(Transport transport, std::string peer);
  void pause();
  void listen_for(std::uint32_t events);

  int socket_ = -1;
  std::uint16_t port_ = 0;
  std::vector<Loop*> loops_;
  std::size_t limit_ = 0;
  std::size_t turn_ = 0;  // Who comes next among loops with equally few.
  bool paused_ = false;
};

}  // namespace expediter::http::detail
