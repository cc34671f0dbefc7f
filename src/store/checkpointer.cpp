#include "store/checkpointer.h"

#include <utility>

namespace expediter::store {

namespace {

constexpr std::int64_t kCacheBytes = 1024L * 1024;  // It reads and writes no rows.

}  // namespace

Checkpointer::Checkpointer(const std::string& file, sql::Connection& writer, const LogLimits& limits)
    : writer_(writer),
      beside_(file, {.mode = sql::Mode::read_write, .cache_bytes = kCacheBytes}),
      limits_(limits),
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
  if (leaving_) beside_.leave_log();
}

void Checkpointer::after_commit() {
  const std::int64_t pages = writer_.log_pages();
  const State state = state_.load(std::memory_order_acquire);
  if (pages < limits_.lengthy) {
    // The log has started anew before anybody made use of the passes.
    if (state == State::done) state_.store(State::idle, std::memory_order_relaxed);
  } else if (state == State::done || pages >= limits_.too_long) {
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

void Checkpointer::leave_log() {
  const std::scoped_lock lock{mutex_};
  leaving_ = true;
}

void Checkpointer::move_most() {
  std::int64_t moved = 0;
  for (int pass = 0; pass < kPasses; ++pass) {
    const std::int64_t before = std::exchange(moved, beside_.checkpoint());
    // Else the writer's last pass would wait for the disk to take all of this.
    beside_.sync_file();
    if (moved - before < limits_.few) return;
  }
}

void Checkpointer::loop() {
  while (true) {
    {
      std::unique_lock lock{mutex_};
      wanted_.wait(lock, [this] { return stopping_ || state_ == State::wanted; });
      if (stopping_) return;
    }
    move_most();
    state_.store(State::done, std::memory_order_release);
  }
}

}  // namespace expediter::store
