#pragma once
// One thread of the server: waits for its sockets, its inbox and its deadlines, and calls connections.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "http/connection.h"
#include "http/inbox.h"
#include "http/proxies.h"
#include "http/tls_context.h"
#include "http/workbench.h"

namespace expediter::http::detail {

class Acceptor;

// What all loops of a server share.
struct Crew {
  std::atomic<bool> stopping = false;
  std::atomic<bool> hurried = false;   // A stop waits for nothing more.
  std::atomic<bool> accepting = true;  // The listening socket is open: connections may still be handed over.
  std::unique_ptr<TlsContext> tls;     // Null in plain text. Set before there are loops, as are the lines.
  AnswerLines lines;
  TrustedProxies proxies;
};

// `run` is the thread's whole life. Only `stop`, `open_connections` and the inbox are for other threads.
class Loop {
 public:
  // What epoll tells that is not a connection's id.
  static constexpr std::uint64_t kInboxTag = UINT64_MAX;
  static constexpr std::uint64_t kAcceptorTag = UINT64_MAX - 1;

  // Throws std::system_error where the process has no file descriptor left.
  Loop(unsigned index, const Limits& limits, Handler& handler, Crew& crew, std::uint64_t seed);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // Makes this the loop that accepts. Before `run`.
  void watch(Acceptor& acceptor);
  void run();

  // Connections given to this loop and not closed yet. The acceptor counts one in before handing it over.
  std::size_t open_connections() const { return open_.load(std::memory_order_relaxed); }
  void count_in() { open_.fetch_add(1, std::memory_order_relaxed); }

  Inbox& inbox() { return *bench_.inbox; }
  TimerWheel& wheel() { return bench_.wheel; }
  Millis now() const { return bench_.now; }
  int poll() const { return poll_; }
  // Takes over a connection that was counted in. On this loop's thread.
  void adopt(Arrival arrival);

 private:
  void read_clocks();
  int wait_time() const;
  void dispatch(std::uint64_t tag, std::uint32_t events);
  void empty_inbox();
  void take_turns();
  void reclaim();
  void begin_stop();
  bool is_done() const;
  Connection* find(ConnectionId id) const;
  template <class Call>
  void guarded(Connection& connection, Call call);

  Crew& crew_;
  Workbench bench_;
  Acceptor* acceptor_ = nullptr;
  int poll_ = -1;
  std::atomic<std::size_t> open_ = 0;
  Millis drain_until_ = TimerWheel::kNever;
  std::vector<std::unique_ptr<Connection>> connections_;  // By the low half of their id.
  std::vector<std::uint32_t> free_;                       // Places in it that are not open.
  std::vector<LateAnswer> answers_;                       // Scratch for the inbox.
  std::vector<Arrival> arrivals_;
  std::vector<ConnectionId> turns_;
};

}  // namespace expediter::http::detail
