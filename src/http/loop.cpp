#include "http/loop.h"

#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

#include "http/acceptor.h"

namespace expediter::http::detail {
namespace {

constexpr std::size_t kEvents = 256;  // Taken from the system at a time.

std::uint32_t place_of(ConnectionId id) {
  return static_cast<std::uint32_t>(id);
}

// The next connection in the same place.
ConnectionId renewed(ConnectionId id) {
  return id + (std::uint64_t{1} << 32);
}

bool watch_descriptor(int poll, int descriptor, std::uint32_t events, std::uint64_t tag) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = tag;
  return ::epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

}  // namespace

Loop::Loop(unsigned index, const Limits& limits, Handler& handler, Crew& crew, std::uint64_t seed)
    : crew_(crew),
      bench_(index, limits, handler, {crew.lines, crew.proxies}, seed),
      poll_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (poll_ < 0) throw std::system_error(errno, std::system_category(), "cannot make an epoll descriptor");
  watch_descriptor(poll_, bench_.inbox->event(), EPOLLIN | EPOLLET, kInboxTag);
  read_clocks();
}

Loop::~Loop() {
  bench_.inbox->close();
  ::close(poll_);
}

void Loop::watch(Acceptor& acceptor) {
  acceptor_ = &acceptor;
  watch_descriptor(poll_, acceptor.socket(), EPOLLIN, kAcceptorTag);
}

void Loop::read_clocks() {
  using std::chrono::steady_clock;
  bench_.now =
      std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now().time_since_epoch()).count();
  timespec wall{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &wall);
  bench_.writer.set_time(wall.tv_sec);
}

int Loop::wait_time() const {
  if (!bench_.again.empty()) return 0;
  const Millis until = std::min(bench_.wheel.next(), drain_until_);
  if (until == TimerWheel::kNever) return -1;
  return static_cast<int>(std::clamp<Millis>(until - bench_.now, 0, 60'000));
}

void Loop::run() {
  std::array<epoll_event, kEvents> events;
  while (!is_done()) {
    const int count = ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), wait_time());
    read_clocks();
    for (int i = 0; i < count; ++i) {
      const epoll_event& event = events[static_cast<std::size_t>(i)];
      dispatch(event.data.u64, event.events);
    }
    take_turns();
    bench_.wheel.advance(bench_.now);
    if (crew_.stopping.load(std::memory_order_acquire) && !bench_.stopping) begin_stop();
    reclaim();
  }
  bench_.inbox->close();
  for (const auto& connection : connections_) connection->close();
  reclaim();
}

void Loop::dispatch(std::uint64_t tag, std::uint32_t events) {
  if (tag == kInboxTag) {
    empty_inbox();
  } else if (tag == kAcceptorTag) {
    if (acceptor_ != nullptr) acceptor_->accept_waiting();
  } else if (Connection* connection = find(tag)) {
    guarded(*connection, [&] { connection->on_events(events); });
  }
}

// What goes wrong with one connection, such as memory running out, ends that connection alone.
template <class Call>
void Loop::guarded(Connection& connection, Call call) {
  try {
    call();
  } catch (const std::exception&) {
    bench_.out.clear();
    connection.close();
  }
}

void Loop::empty_inbox() {
  bench_.inbox->take(answers_, arrivals_);
  for (Arrival& arrival : arrivals_) adopt(std::move(arrival));
  for (LateAnswer& answer : answers_) {
    if (Connection* connection = find(answer.connection)) {
      guarded(*connection, [&] { connection->on_late_answer(answer); });
    }
  }
  arrivals_.clear();
  answers_.clear();
}

void Loop::take_turns() {
  turns_.swap(bench_.again);
  for (const ConnectionId id : turns_) {
    if (Connection* connection = find(id)) {
      guarded(*connection, [&] { connection->on_turn(); });
    }
  }
  turns_.clear();
}

void Loop::adopt(Arrival arrival) {
  if (free_.empty()) {
    const auto place = static_cast<std::uint32_t>(connections_.size());
    connections_.push_back(std::make_unique<Connection>(bench_, place));
    free_.push_back(place);
  }
  Connection& connection = *connections_[free_.back()];
  free_.pop_back();
  if (crew_.tls != nullptr) arrival.transport.begin_tls(crew_.tls->open(arrival.transport.socket()));
  connection.open(std::move(arrival.transport), std::move(arrival.peer));
  // A handshake costs more than what the limit is there to save.
  if (arrival.refused && crew_.tls != nullptr) return connection.close();
  if (arrival.brief) return guarded(connection, [&] { connection.refuse_briefly(); });
  if (!watch_descriptor(poll_, connection.socket(), EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
                        connection.id())) {
    return connection.close();
  }
  if (arrival.refused) guarded(connection, [&] { connection.refuse_overloaded(); });
  if (bench_.stopping && connection.is_open()) guarded(connection, [&] { connection.on_stop(); });
}

// Ids of events that are still to be dispatched stay good until here: nothing is adopted into a place that
// became free in the same round under the same id.
void Loop::reclaim() {
  for (Connection* connection : bench_.gone) {
    const std::uint32_t place = place_of(connection->id());
    connection->retire(renewed(connection->id()));
    free_.push_back(place);
    open_.fetch_sub(1, std::memory_order_relaxed);
  }
  bench_.gone.clear();
}

void Loop::begin_stop() {
  bench_.stopping = true;
  drain_until_ = bench_.now + bench_.limits.drain.count();
  if (acceptor_ != nullptr) {
    acceptor_->close();
    crew_.accepting.store(false, std::memory_order_release);
    acceptor_->wake_loops();  // Those that have nothing more to do were waiting for this.
  }
  for (const auto& connection : connections_) {
    if (connection->is_open()) guarded(*connection, [&] { connection->on_stop(); });
  }
}

bool Loop::is_done() const {
  if (!bench_.stopping) return false;
  if (bench_.now >= drain_until_ || crew_.hurried.load(std::memory_order_acquire)) return true;
  return !crew_.accepting.load(std::memory_order_acquire) && open_connections() == 0;
}

Connection* Loop::find(ConnectionId id) const {
  const std::uint32_t place = place_of(id);
  if (place >= connections_.size()) return nullptr;
  Connection* connection = connections_[place].get();
  return connection->id() == id && connection->is_open() ? connection : nullptr;
}

}  // namespace expediter::http::detail
