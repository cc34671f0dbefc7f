#pragma once
// The listening socket: accepts connections and hands each to the loop that has the fewest.

#include <atomic>
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
  // The end of a pause that the want of file descriptors brought. A moment of it is waited out; then
  // connections are taken only to be refused, as long as it lasts: the rest of the program needs some, and
  // who is told can try elsewhere.
  void on_deadline() override;
  // Accepts what has already connected, then stops listening.
  void close();
  void wake_loops();

  // What became of connections that were not served; from any thread.
  std::uint64_t over_limit() const { return over_limit_.load(std::memory_order_relaxed); }
  std::uint64_t without_descriptors() const { return without_descriptors_.load(std::memory_order_relaxed); }
  // Nearly all descriptors are in use. From any thread.
  static bool is_short();

 private:
  enum class Accepted : std::uint8_t { one, none, failed };
  Accepted accept_one();
  Accepted shed_one();
  void hand_over(Transport transport, std::string peer);
  void refuse_for_shortage(Transport transport, std::string peer);
  void note_shortage();
  void pause();
  void listen_for(std::uint32_t events);

  int socket_ = -1;
  std::uint16_t port_ = 0;
  std::vector<Loop*> loops_;
  std::size_t limit_ = 0;
  std::size_t turn_ = 0;  // Who comes next among loops with equally few.
  bool paused_ = false;
  int reserve_ = -1;  // A descriptor that is given up to refuse a connection, where there is no other.
  std::atomic<std::uint64_t> over_limit_ = 0;
  std::atomic<std::uint64_t> without_descriptors_ = 0;
  Millis short_at_;  // When a connection last had to wait, or was refused, for want of one.
  Millis told_at_;   // When the log was last told of it.
};

}  // namespace expediter::http::detail
