#pragma once
// What other threads hand to a loop: answers that were promised for later, and new connections.

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/message.h"
#include "http/transport.h"

namespace expediter::http::detail {

// A connection of one loop: its place in the loop's table and, above that, how often the place was used
// before, so that the id of a connection that has gone never names the one that came after it.
using ConnectionId = std::uint64_t;

struct LateAnswer {
  ConnectionId connection = 0;
  bool dropped = false;  // The Later was destroyed; `response` says nothing.
  Response response;
};

struct Arrival {
  Transport transport;
  std::string peer;
  bool refused = false;  // Over the limit: to be told so and closed.
  bool brief = false;    // The same where descriptors run short: at once.
};

// Outlives its loop in the hands of a Later that is still about; what is put in then is dropped.
// Any thread may put; only the loop takes.
class Inbox : public std::enable_shared_from_this<Inbox> {
 public:
  Inbox();  // Throws std::system_error where the process has no file descriptor left.
  ~Inbox();
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  void put(LateAnswer answer);
  void put(Arrival arrival);
  // Makes the loop look up, with nothing put in.
  void wake();

  // Swaps what waits into the two vectors, which are empty on entry and keep the capacity between them.
  void take(std::vector<LateAnswer>& answers, std::vector<Arrival>& arrivals);
  // From now on everything put in is dropped.
  void close();

  // Readable, edge-triggered, whenever something was put into an empty inbox; by a thread that has an
  // AnswersTogether, once that ends. Never needs to be read.
  int event() const { return event_; }

 private:
  template <class Thing>
  void put_into(std::vector<Thing>& things, Thing& thing);
  void wake_in_time();

  std::mutex mutex_;
  std::vector<LateAnswer> answers_;
  std::vector<Arrival> arrivals_;
  bool closed_ = false;
  int event_ = -1;
};

// What a Later and the connection that waits for it know of each other.
struct Promise {
  std::shared_ptr<Inbox> inbox;
  ConnectionId connection = 0;
  std::atomic<bool> gone = false;  // Set by the connection's loop, for good.
};

}  // namespace expediter::http::detail
