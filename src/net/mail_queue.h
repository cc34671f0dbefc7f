#pragma once
// Mail that waits to be sent: on a thread of its own, with further attempts where one fails.
//
// The queue is in memory. What waits when the program is killed is lost; who asked for it asks again.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "net/mail.h"

namespace expediter::net {

struct MailQueueOptions {
  std::size_t limit = 1000;                      // Mails that may wait; one more is dropped.
  int attempts = 6;                              // In all, for each mail.
  std::chrono::milliseconds first_wait{30'000};  // Before the second attempt; doubles from there.
  std::chrono::milliseconds farewell{5'000};     // What the destructor gives to mail that waits.
};

// Adding is safe from any thread.
class MailQueue {
 public:
  MailQueue(std::unique_ptr<MailTransport> transport, const MailQueueOptions& options);
  // Tries once more to send what waits, for as long as `farewell` allows.
  ~MailQueue();
  MailQueue(const MailQueue&) = delete;
  MailQueue& operator=(const MailQueue&) = delete;

  // Never waits. A mail that finds the queue full is dropped, and the log says so.
  void add(Mail mail);

 private:
  using Clock = std::chrono::steady_clock;
  struct Waiting {
    Mail mail;
    int failed = 0;
    bool last = false;  // Taken at the end: there will be no other attempt.
    Clock::time_point due;
  };
  void loop();
  bool take_due(Waiting& next);
  void attempt(Waiting next);

  std::unique_ptr<MailTransport> transport_;
  MailQueueOptions options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> waiting_;
  bool stopping_ = false;
  Clock::time_point give_up_;
  std::thread thread_;  // Last: starts when all else is there.
};

}  // namespace expediter::net
