#pragma once
// The cache of rendered tickets: bounded in bytes, and exact.
//
// Every committed group of changes has a number, its seq. `published()` is the newest seq whose changes the
// cache knows. What the cache holds of a ticket is its newest version as of published(); the writer publishes
// after the commit and before it answers, so a read that begins after a write's answer sees the write.
//
// A reader that works on a database snapshot of seq S (see Reader) may use an entry only if it belongs to S:
// the entry's own seq is at most S, and published() is at least S. `await` makes the second true; a newer
// entry is left aside and the snapshot itself is read.
//
// Safe for use by any number of threads at once; publish() is the writer's alone.

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "store/rendered_ticket.h"

namespace expediter::store {

// A ticket after a commit; empty where it was deleted, or where the next reader shall render it anew.
struct Published {
  domain::TicketId id;
  RenderedTicket ticket;
};

class TicketCache {
 public:
  // `seq`: the database's when it was opened. `bytes` bounds entries and index together.
  TicketCache(std::size_t bytes, std::uint64_t seq);

  std::uint64_t published() const { return published_.load(std::memory_order_acquire); }
  // Returns once published() is at least `seq`. The writer is then between its commit and its publish, which
  // take microseconds.
  void await(std::uint64_t seq) const;

  // Calls `use(const RenderedTicket&)` with the newest version, if it is here and its seq is at most
  // `at_most`; under a lock: `use` copies and returns. Returns whether it was called.
  template <class Use>
  bool find(domain::TicketId id, std::uint64_t at_most, Use&& use) {
    Shard& shard = shard_of(id);
    const std::scoped_lock lock{shard.mutex};
    RenderedTicket* ticket = shard.find(slot_of(id));
    if (ticket == nullptr || ticket->empty() || ticket->seq() > at_most) {
      ++shard.misses;
      return false;
    }
    ++shard.hits;
    ticket->set_used(true);
    use(static_cast<const RenderedTicket&>(*ticket));
    return true;
  }

  // Keeps what a reader rendered from its snapshot, unless the ticket's neighbourhood was published to since.
  void fill(domain::TicketId id, RenderedTicket ticket);

  // Makes the versions of commit `seq` the ones that are served. `seq` grows from call to call.
  void publish(std::uint64_t seq, std::span<Published> changes);

  struct Statistics {
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    std::size_t bytes = 0;
    std::size_t entries = 0;
  };
  Statistics statistics() const;

 private:
  static constexpr std::size_t kShards = 64;
  static constexpr std::size_t kChunk = 256;
  // Ids are dense and never reused, so a shard's index is a plain table of chunks: no hashing, 8 bytes a
  // ticket.
  struct Shard {
    mutable std::mutex mutex;
    std::vector<std::unique_ptr<std::array<RenderedTicket, kChunk>>> chunks;
    std::uint64_t changed_at = 0;  // The newest seq that touched a ticket of this shard.
    std::size_t bytes = 0;
    std::size_t entries = 0;
    std::size_t hand = 0;
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;

    RenderedTicket* find(std::size_t slot);
    RenderedTicket& make(std::size_t slot);
    void put(std::size_t slot, RenderedTicket ticket);
    void evict_to(std::size_t bytes_allowed);
  };
  Shard& shard_of(domain::TicketId id) { return shards_[static_cast<std::size_t>(id.number) % kShards]; }
  static std::size_t slot_of(domain::TicketId id) { return static_cast<std::size_t>(id.number) / kShards; }

  std::array<Shard, kShards> shards_;
  std::size_t shard_bytes_;
  std::atomic<std::uint64_t> published_;
};

}  // namespace expediter::store
