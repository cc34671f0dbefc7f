#include "api/worker_pool.h"

#include "base/error.h"

namespace expediter::api {

WorkerPool::WorkerPool(store::Database& database, unsigned threads, std::size_t queue_limit)
    : queue_limit_(queue_limit) {
  for (unsigned i = 0; i < threads; ++i) readers_.push_back(database.open_reader());
  for (auto& reader : readers_) threads_.emplace_back([this, &reader] { loop(*reader); });
}

WorkerPool::~WorkerPool() {
  {
    const std::scoped_lock lock{mutex_};
    stopping_ = true;
  }
  arrived_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void WorkerPool::add(Work work) {
  {
    const std::scoped_lock lock{mutex_};
    if (waiting_.size() >= queue_limit_ || stopping_)
      throw base::Error{base::ErrorCode::overloaded}
          .because("the workers' queue is full")
          .retry_after(std::chrono::seconds{1});
    waiting_.push_back(std::move(work));
  }
  arrived_.notify_one();
}

void WorkerPool::loop(store::Reader& reader) {
  while (true) {
    Work work;
    {
      std::unique_lock lock{mutex_};
      arrived_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      work = std::move(waiting_.front());
      waiting_.pop_front();
    }
    work(reader);
  }
}

}  // namespace expediter::api
