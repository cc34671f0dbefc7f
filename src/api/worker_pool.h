#pragma once
// Threads for work that would hold up a loop: password hashing, scans, long lists.

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "store/database.h"

namespace expediter::api {

// How much a piece of work takes. Heavy work, which keeps a thread for a second and much memory, has at most
// half of the threads at a time, so that people can sign in meanwhile.
enum class Load : std::uint8_t { usual, heavy };

struct WorkerLimits {
  std::size_t usual = 512;  // Pieces that may wait;
  std::size_t heavy = 32;   // of heavy work.
};

// Adding work is safe from any thread. Work begins in the order in which it was added, but for heavy work
// that has to wait for other such.
class WorkerPool {
 public:
  // A piece of work; the reader is the worker's own. It must not throw.
  using Work = std::function<void(store::Reader& reader)>;

  WorkerPool(store::Database& database, unsigned threads, const WorkerLimits& limits = {});
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Throws Error{overloaded} where too much waits already, or after `stop`.
  void add(Work work, Load load = Load::usual);
  // Finishes what was taken on, and ends the threads: what the work uses must last until then. The destructor
  // does the same. Not from two threads at once.
  void stop();

 private:
  struct Waiting {
    std::uint64_t number;  // Of arrival.
    Work work;
  };
  void loop(store::Reader& reader);
  std::deque<Waiting>* next_queue();
  std::deque<Waiting>& queue_of(Load load) { return waiting_[static_cast<std::size_t>(load)]; }

  std::array<std::size_t, 2> limits_;  // By load.
  unsigned heavy_at_once_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::array<std::deque<Waiting>, 2> waiting_;  // By load.
  std::uint64_t arrivals_ = 0;
  unsigned heavy_running_ = 0;
  bool stopping_ = false;
  std::vector<std::unique_ptr<store::Reader>> readers_;
  std::vector<std::thread> threads_;
};

}  // namespace expediter::api
