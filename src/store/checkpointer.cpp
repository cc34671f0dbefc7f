#include "store/checkpointer.h"

namespace expediter::store {

namespace {

constexpr std::int64_t kCacheBytes = 1024L * 1024;  // It reads and writes no rows.

}  // namespace

Checkpointer::Checkpointer(const std::string& file, sql::Connection& writer)
    : writer_(writer),
      beside_(file, {.mode = sql::Mode::read_write, .cache_bytes = kCacheBytes}),
      thread_([this] { loop(); }) {
  writer_.keep_log();
}

Checkpointer::~Checkpointer() {
  {
    const std::scoped_lock lock{mutex_};
    stopping_ = true;
  }
  wanted_.notify_one();
  thread_.join();
}

void Checkpointer::after_commit() {
  const std::int64_t pages = writer_.log_pages();
  if (pages < kLong) return;
  const State state = state_.load(std::memory_order_acquire);
  if (state == State::done || pages >= kTooLong) {
    writer_.checkpoint();
    if (state == State::done) state_.store(State::idle, std::memory_order_relaxed);
  } else if (state == State::idle) {
    {
      const std::scoped_lock lock{mutex_};
      state_.store(State::wanted, std::memory_order_relaxed);
    }
    wanted_.notify_one();
  }
}

void Checkpointer::loop() {
  while (true) {
    {
      std::unique_lock lock{mutex_};
      wanted_.wait(lock, [this] { return stopping_ || state_ == State::wanted; });
      if (stopping_) return;
    }
    beside_.checkpoint();
    state_.store(State::done, std::memory_order_release);
  }
}

}  // namespace expediter::store
