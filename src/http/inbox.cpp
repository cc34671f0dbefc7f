#include "http/inbox.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "http/server.h"

namespace expediter::http {

// The inboxes that are to be woken.
struct AnswersTogether::Held {
  std::vector<std::shared_ptr<detail::Inbox>> inboxes;
  static thread_local Held* of_this_thread;
};

thread_local AnswersTogether::Held* AnswersTogether::Held::of_this_thread = nullptr;

AnswersTogether::AnswersTogether() : held_(std::make_unique<Held>()) {
  CHECK(Held::of_this_thread == nullptr);
  Held::of_this_thread = held_.get();
}

AnswersTogether::~AnswersTogether() {
  Held::of_this_thread = nullptr;
  for (const auto& inbox : held_->inboxes) inbox->wake();
}

namespace detail {

Inbox::Inbox() : event_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (event_ < 0) throw std::system_error(errno, std::system_category(), "cannot make an event descriptor");
}

Inbox::~Inbox() {
  ::close(event_);
}

void Inbox::wake() {
  const std::uint64_t one = 1;
  // Fails only where the counter is full, and then the loop has been woken already.
  static_cast<void>(!::write(event_, &one, sizeof one));
}

void Inbox::wake_in_time() {
  if (auto* held = AnswersTogether::Held::of_this_thread)
    held->inboxes.push_back(shared_from_this());
  else
    wake();
}

template <class Thing>
void Inbox::put_into(std::vector<Thing>& things, Thing& thing) {
  bool was_empty = false;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    was_empty = answers_.empty() && arrivals_.empty();
    things.push_back(std::move(thing));
  }
  if (was_empty) wake_in_time();
}

void Inbox::put(LateAnswer answer) {
  put_into(answers_, answer);
}
void Inbox::put(Arrival arrival) {
  put_into(arrivals_, arrival);
}

void Inbox::take(std::vector<LateAnswer>& answers, std::vector<Arrival>& arrivals) {
  const std::lock_guard lock(mutex_);
  answers_.swap(answers);
  arrivals_.swap(arrivals);
}

void Inbox::close() {
  std::vector<LateAnswer> answers;
  std::vector<Arrival> arrivals;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    answers.swap(answers_);
    arrivals.swap(arrivals_);
  }
}

}  // namespace detail

}  // namespace expediter::http
