#pragma once
// Threads for work that would hold up a loop: password hashing, scans, long lists.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "store/database.h"

namespace expediter::api {

// Adding work is safe from any thread. The destructor finishes what was taken on.
class WorkerPool {
 public:
  // A piece of work; the reader is the worker's own. It must not throw.
  using Work = std::function<void(store::Reader& reader)>;

  WorkerPool(store::Database& database, unsigned threads, std::size_t queue_limit);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Throws Error{overloaded} where too much waits already.
  void add(Work work);

 private:
  void loop(store::Reader& reader);

  std::size_t queue_limit_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Work> waiting_;
  bool stopping_ = false;
  std::vector<std::unique_ptr<store::Reader>> readers_;
  std::vector<std::thread> threads_;
};

}  // namespace expediter::api
