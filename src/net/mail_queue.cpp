#include "net/mail_queue.h"

#include <algorithm>

#include "base/log.h"

namespace expediter::net {

MailQueue::MailQueue(std::unique_ptr<MailTransport> transport, const MailQueueOptions& options)
    : transport_(std::move(transport)), options_(options), thread_([this] { loop(); }) {}

MailQueue::~MailQueue() {
  {
    const std::scoped_lock lock{mutex_};
    stopping_ = true;
    give_up_ = Clock::now() + options_.farewell;
  }
  changed_.notify_one();
  thread_.join();
  if (!waiting_.empty()) base::log::warning("mail was not sent before the end", {{"mails", waiting_.size()}});
}

void MailQueue::add(Mail mail) {
  {
    const std::scoped_lock lock{mutex_};
    if (waiting_.size() < options_.limit) {
      waiting_.push_back({.mail = std::move(mail), .failed = 0, .last = false, .due = Clock::now()});
      changed_.notify_one();
      return;
    }
  }
  base::log::warning("mail was dropped: too much waits already", {{"limit", options_.limit}});
}

void MailQueue::loop() {
  Waiting next;
  while (take_due(next)) attempt(std::move(next));
}

// The next mail that is due; waits for it. At the end everything is due at once, once.
bool MailQueue::take_due(Waiting& next) {
  std::unique_lock lock{mutex_};
  while (true) {
    if (stopping_ && (waiting_.empty() || Clock::now() >= give_up_)) return false;
    const auto first = std::min_element(waiting_.begin(), waiting_.end(),
                                        [](const Waiting& a, const Waiting& b) { return a.due < b.due; });
    if (first == waiting_.end()) {
      changed_.wait(lock);
    } else if (stopping_ || first->due <= Clock::now()) {
      next = std::move(*first);
      next.last = stopping_;
      waiting_.erase(first);
      return true;
    } else {
      changed_.wait_until(lock, Clock::time_point{first->due});
    }
  }
}

void MailQueue::attempt(Waiting next) {
  std::string reason;
  bool again = false;
  try {
    return transport_->send(next.mail);
  } catch (const MailRefused& refused) {
    reason = refused.what();
    again = refused.may_try_again();
  } catch (const std::exception& error) {
    reason = error.what();
  }
  ++next.failed;
  const std::scoped_lock lock{mutex_};
  again = again && next.failed < options_.attempts && !next.last;
  base::log::warning("mail could not be sent",
                     {{"reason", reason}, {"attempt", next.failed}, {"will_try_again", again}});
  if (!again) return;
  next.due = Clock::now() + options_.first_wait * (1 << (next.failed - 1));
  waiting_.push_back(std::move(next));
}

}  // namespace expediter::net
