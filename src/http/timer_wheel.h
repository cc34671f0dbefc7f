#pragma once
// Deadlines for many connections at little cost: a wheel of slots, each a list threaded through the nodes.

#include <array>
#include <cstddef>
#include <cstdint>

namespace expediter::http::detail {

// Milliseconds on the monotonic clock.
using Millis = std::int64_t;

class TimerWheel;

// What can be given a deadline. Must be disarmed before it is destroyed.
class Timed {
 public:
  Timed() = default;
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;
  virtual ~Timed() = default;
  virtual void on_deadline() = 0;

 private:
  friend class TimerWheel;
  Timed* next_ = nullptr;
  Timed** link_ = nullptr;  // What points here; null where not armed.
  Millis deadline_ = 0;
  Millis slot_tick_ = 0;  // The tick whose slot it hangs in.
};

// One thread. Deadlines are met up to kTick late, never early. Putting a deadline off, which every request
// does, only stores it: the node is hung into its later slot when the earlier one comes up.
class TimerWheel {
 public:
  static constexpr Millis kTick = 50;
  static constexpr Millis kNever = INT64_MAX;

  explicit TimerWheel(Millis now) : tick_(now / kTick) {}

  void arm(Timed& node, Millis deadline) {
    node.deadline_ = deadline;
    if (node.link_ != nullptr && deadline > (node.slot_tick_ - 1) * kTick) return;
    hang(node);
  }
  void disarm(Timed& node);

  // Calls on_deadline of all that are due (each disarmed before its call).
  void advance(Millis now);

  // When `advance` next has work; kNever where nothing is armed. May be early, never late.
  Millis next() const { return next_tick_ == kNever ? kNever : next_tick_ * kTick; }

 private:
  static constexpr std::size_t kSlots = 1024;

  void hang(Timed& node);
  void run_slot(Millis tick, Millis now);
  void find_next();

  std::array<Timed*, kSlots> slots_{};
  Millis tick_;  // Slots up to and with this one have been run.
  Millis next_tick_ = kNever;
};

}  // namespace expediter::http::detail
