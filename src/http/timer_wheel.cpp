#include "http/timer_wheel.h"

#include <algorithm>

namespace expediter::http::detail {

void TimerWheel::disarm(Timed& node) {
  if (node.link_ == nullptr) return;
  *node.link_ = node.next_;
  if (node.next_ != nullptr) node.next_->link_ = node.link_;
  node.next_ = nullptr;
  node.link_ = nullptr;
}

void TimerWheel::hang(Timed& node) {
  disarm(node);
  // Rounded up, so that it is never early. What lies past the wheel's turn waits in its last slot.
  const Millis wanted = (node.deadline_ + kTick - 1) / kTick;
  node.slot_tick_ = std::clamp(wanted, tick_ + 1, tick_ + static_cast<Millis>(kSlots) - 1);
  Timed*& head = slots_[static_cast<std::size_t>(node.slot_tick_) % kSlots];
  node.next_ = head;
  if (head != nullptr) head->link_ = &node.next_;
  head = &node;
  node.link_ = &head;
  next_tick_ = std::min(next_tick_, node.slot_tick_);
}

void TimerWheel::advance(Millis now) {
  const Millis until = now / kTick;
  if (until < next_tick_) {
    tick_ = std::max(tick_, until);
    return;
  }
  // After a long sleep one turn of the wheel visits every slot.
  const Millis first = std::max(next_tick_, until - static_cast<Millis>(kSlots) + 1);
  for (Millis tick = first; tick <= until; ++tick) run_slot(tick, now);
  tick_ = std::max(tick_, until);
  find_next();
}

void TimerWheel::run_slot(Millis tick, Millis now) {
  tick_ = std::max(tick_, tick);
  Timed*& head = slots_[static_cast<std::size_t>(tick) % kSlots];
  // Taken off one by one: on_deadline may disarm any other, and arms only into later slots.
  while (head != nullptr) {
    Timed& node = *head;
    disarm(node);
    if (node.deadline_ <= now) {
      node.on_deadline();
    } else {
      hang(node);
    }
  }
}

void TimerWheel::find_next() {
  next_tick_ = kNever;
  for (Millis tick = tick_ + 1; tick < tick_ + static_cast<Millis>(kSlots); ++tick) {
    if (slots_[static_cast<std::size_t>(tick) % kSlots] != nullptr) {
      next_tick_ = tick;
      return;
    }
  }
}

}  // namespace expediter::http::detail
