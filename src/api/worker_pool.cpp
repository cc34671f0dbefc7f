#include "api/worker_pool.h"

#include <algorithm>

#include "base/error.h"

namespace expediter::api {

WorkerPool::WorkerPool(store::Database& database, unsigned threads, const WorkerLimits& limits)
    : limits_{limits.usual, limits.heavy}, heavy_at_once_(std::max(1U, threads / 2)) {
  for (unsigned i = 0; i < threads; ++i) readers_.push_back(database.open_reader());
  for (auto& reader : readers_) threads_.emplace_back([this, &reader] { loop(*reader); });
}

WorkerPool::~WorkerPool() {
  stop();
}

void WorkerPool::stop() {
  {
    const std::scoped_lock lock{mutex_};
    stopping_ = true;
  }
  arrived_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void WorkerPool::add(Work work, Load load) {
  {
    const std::scoped_lock lock{mutex_};
    if (queue_of(load).size() >= limits_[static_cast<std::size_t>(load)] || stopping_)
      throw base::Error{base::ErrorCode::overloaded}
          .because("the workers' queue is full")
          .retry_after(std::chrono::seconds{1});
    queue_of(load).push_back({arrivals_++, std::move(work)});
  }
  arrived_.notify_one();
}

// Whose first piece is to be begun now; null where none is.
std::deque<WorkerPool::Waiting>* WorkerPool::next_queue() {
  std::deque<Waiting>& usual = queue_of(Load::usual);
  std::deque<Waiting>& heavy = queue_of(Load::heavy);
  const bool may_be_heavy = !heavy.empty() && heavy_running_ < heavy_at_once_;
  if (may_be_heavy && (usual.empty() || heavy.front().number < usual.front().number)) return &heavy;
  return usual.empty() ? nullptr : &usual;
}

void WorkerPool::loop(store::Reader& reader) {
  std::unique_lock lock{mutex_};
  while (true) {
    std::deque<Waiting>* queue = nullptr;
    arrived_.wait(lock, [&] { return (queue = next_queue()) != nullptr || stopping_; });
    // Heavy work that waits for other such is begun by whoever does that.
    if (queue == nullptr) return;
    const bool is_heavy = queue == &queue_of(Load::heavy);
    Work work = std::move(queue->front().work);
    queue->pop_front();
    if (is_heavy) ++heavy_running_;
    lock.unlock();
    work(reader);
    work = nullptr;  // What it holds ends before others wait for it.
    lock.lock();
    if (!is_heavy) continue;
    --heavy_running_;
    arrived_.notify_one();  // Others may have passed over heavy work.
  }
}

}  // namespace expediter::api
