#pragma once
// Threads for work that would hold up a loop: password hashing, scans, long lists.

#include <array>
#include <atomic>
#include <chrono>
#include <compare>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <vector>

#include "store/database.h"

namespace expediter::api {

// What kind of work it is. `heavy` keeps a thread for a second and much memory, and has at most half of the
// threads at a time. `account` hashes passwords or opens sessions: it has threads of its own, so that people
// can sign in whatever is asked of the database meanwhile.
enum class Load : std::uint8_t { usual, heavy, account };

struct WorkerLimits {
  std::size_t usual = 512;                                    // Pieces that may wait;
  std::size_t heavy = 32;                                     // of heavy work;
  std::size_t account = 256;                                  // of work on accounts.
  std::chrono::nanoseconds query = std::chrono::seconds{10};  // How long one piece of reading may take.
};

// Whose work it is. Nobody's is bounded by its queue alone.
struct WorkOwner {
  enum class Kind : std::uint8_t { nobody, account, address };
  Kind kind = Kind::nobody;
  std::int64_t id = 0;  // Of the account, or a hash of the address: two that share one share their part.
  bool operator==(const WorkOwner&) const = default;
};

// What becomes of a piece of work while it waits.
struct WorkTerms {
  // Called in place of the work, on the thread that adds, where it has to make room for somebody who has less
  // waiting. Quick, without an exception. Work without it never makes room.
  std::function<void()> refuse = nullptr;
  // Nobody waits for it any more once this is true: it is not begun then, and dropped. May be null.
  std::shared_ptr<const std::atomic<bool>> gone = nullptr;
  // Of somebody who is known, as a browser that signed in before is: the first that waits of its owner comes
  // before what is not preferred, three times in a row at most, and finds a place in a full queue.
  bool preferred = false;
};

// Adding work is safe from any thread. Owners take turns: work begins in the order in which it was added, but
// who has much waiting waits behind those who have less. Heavy work, and that of an owner who has half of the
// threads for it already, waits for other such. Of the places to wait, one owner takes at most a quarter of
// each load's; where none is free, the newest of whoever has the most makes room for one who has less.
class WorkerPool {
 public:
  // A piece of work; the reader is the worker's own. It must not throw.
  using Work = std::function<void(store::Reader& reader)>;

  // Has `threads` for reading and as many for accounts.
  WorkerPool(store::Database& database, unsigned threads, const WorkerLimits& limits = {});
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Throws Error{overloaded} where too much waits already, or after `stop`.
  void add(Work work, Load load = Load::usual, WorkOwner owner = {}, WorkTerms terms = {});
  // Finishes what was taken on, and ends the threads: what the work uses must last until then. Reading that
  // heeds `ending` finishes by giving up. The destructor does the same. Not from two threads at once.
  void stop();

  std::chrono::nanoseconds query_time() const { return query_time_; }
  // True once `stop` was called.
  const std::atomic<bool>& ending() const { return ending_; }

 private:
  static constexpr std::size_t kLoads = 3;
  enum class Crew : std::uint8_t { reading, accounts };
  // Where a piece stands in its queue.
  struct Turn {
    bool behind = false;       // Those that are preferred.
    std::uint64_t round = 0;   // One piece of each owner is in a round.
    std::uint64_t number = 0;  // Of arrival.
    auto operator<=>(const Turn&) const = default;
  };
  struct Waiting {
    WorkOwner owner;
    Work work;
    WorkTerms terms;
    bool is_dropped() const { return terms.gone != nullptr && terms.gone->load(std::memory_order_relaxed); }
  };
  using Queue = std::map<Turn, Waiting>;
  struct Share {  // Of one owner; there while he has any.
    std::array<std::size_t, kLoads> waiting{};
    std::array<std::uint64_t, kLoads> next_round{};
    std::array<unsigned, 2> running{};  // By crew.
  };
  struct HashOwner {
    std::size_t operator()(const WorkOwner& owner) const {
      return std::hash<std::int64_t>{}(owner.id) * 3 + static_cast<std::size_t>(owner.kind);
    }
  };
  struct Next {
    Load load;
    Waiting waiting;
  };
  static Crew crew_of(Load load) { return load == Load::account ? Crew::accounts : Crew::reading; }
  static std::size_t place_of(Crew crew) { return static_cast<std::size_t>(crew); }
  void loop(store::Reader& reader, Crew crew);
  std::optional<Next> take_next(Crew crew);
  void finish(Load load, const WorkOwner& owner);
  void drop_empty(const WorkOwner& owner);
  void put(Load load, Waiting waiting);
  Waiting take_out(Load load, Queue::iterator place);
  Queue::iterator first_allowed(Load load);
  bool has_his_share(Load load, const WorkOwner& owner) const;
  std::size_t waiting_of(Load load, const WorkOwner& owner) const;
  std::vector<Waiting> take_out_dropped(Load load);
  std::optional<Waiting> take_out_of_the_longest(Load load, std::size_t longer_than);
  Queue& queue_of(Load load) { return waiting_[static_cast<std::size_t>(load)]; }

  std::array<std::size_t, kLoads> limits_;  // By load.
  std::chrono::nanoseconds query_time_;
  unsigned half_;  // Of the threads of a crew.
  std::mutex mutex_;
  std::array<std::condition_variable, 2> arrived_;  // By crew.
  std::array<Queue, kLoads> waiting_;               // By load.
  std::array<std::uint64_t, kLoads> round_{};       // That the last piece to begin was in.
  std::unordered_map<WorkOwner, Share, HashOwner> shares_;
  std::uint64_t arrivals_ = 0;
  unsigned heavy_running_ = 0;
  unsigned preferred_in_a_row_ = 0;
  std::atomic<bool> ending_ = false;
  std::vector<std::unique_ptr<store::Reader>> readers_;
  std::vector<std::thread> threads_;
};

}  // namespace expediter::api
