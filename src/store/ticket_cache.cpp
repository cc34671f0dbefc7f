#include "store/ticket_cache.h"

#include <utility>

#include "base/check.h"

namespace expediter::store {

TicketCache::TicketCache(std::size_t bytes, std::uint64_t seq)
    : shard_bytes_(bytes / kShards), published_(seq) {}

void TicketCache::await(std::uint64_t seq) const {
  std::uint64_t now = published();
  while (now < seq) {
    published_.wait(now, std::memory_order_acquire);
    now = published();
  }
}

void TicketCache::fill(domain::TicketId id, RenderedTicket ticket) {
  Shard& shard = shard_of(id);
  const std::scoped_lock lock{shard.mutex};
  // A commit after the reader's snapshot may have changed this very ticket, and its entry may be evicted
  // again.
  if (shard.changed_at > ticket.seq()) return;
  shard.put(slot_of(id), std::move(ticket));
  shard.evict_to(shard_bytes_);
}

void TicketCache::publish(std::uint64_t seq, std::span<Published> changes) {
  CHECK(seq > published());
  for (Published& change : changes) {
    Shard& shard = shard_of(change.id);
    const std::scoped_lock lock{shard.mutex};
    shard.changed_at = seq;
    shard.put(slot_of(change.id), std::move(change.ticket));
    shard.evict_to(shard_bytes_);
  }
  published_.store(seq, std::memory_order_release);
  published_.notify_all();
}

TicketCache::Statistics TicketCache::statistics() const {
  Statistics sum;
  for (const Shard& shard : shards_) {
    const std::scoped_lock lock{shard.mutex};
    sum.hits += shard.hits;
    sum.misses += shard.misses;
    sum.bytes += shard.bytes;
    sum.entries += shard.entries;
  }
  return sum;
}

RenderedTicket* TicketCache::Shard::find(std::size_t slot) {
  const std::size_t chunk = slot / kChunk;
  if (chunk >= chunks.size() || !chunks[chunk]) return nullptr;
  return &(*chunks[chunk])[slot % kChunk];
}

RenderedTicket& TicketCache::Shard::make(std::size_t slot) {
  const std::size_t chunk = slot / kChunk;
  if (chunk >= chunks.size()) chunks.resize(chunk + 1);
  if (!chunks[chunk]) {
    chunks[chunk] = std::make_unique<std::array<RenderedTicket, kChunk>>();
    bytes += sizeof(std::array<RenderedTicket, kChunk>);
  }
  return (*chunks[chunk])[slot % kChunk];
}

void TicketCache::Shard::put(std::size_t slot, RenderedTicket ticket) {
  RenderedTicket* known = find(slot);
  if (ticket.empty() && known == nullptr) return;
  RenderedTicket& entry = known != nullptr ? *known : make(slot);
  if (!entry.empty()) bytes -= entry.bytes(), --entries;
  entry = std::move(ticket);
  if (entry.empty()) return;
  entry.set_used(false);  // Until it is asked for: what is read once goes before what is read again.
  bytes += entry.bytes();
  ++entries;
}

// The clock algorithm: the hand passes over all slots, spares once what was used since its last visit.
void TicketCache::Shard::evict_to(std::size_t bytes_allowed) {
  const std::size_t slots = chunks.size() * kChunk;
  for (std::size_t looked = 0; bytes > bytes_allowed && entries > 0 && looked < 2 * slots; ++looked) {
    hand = hand + 1 < slots ? hand + 1 : 0;
    if (hand % kChunk == 0 && !chunks[hand / kChunk]) {
      hand += kChunk - 1;
      continue;
    }
    RenderedTicket& entry = (*chunks[hand / kChunk])[hand % kChunk];
    if (entry.empty()) continue;
    if (entry.used()) {
      entry.set_used(false);
      continue;
    }
    bytes -= entry.bytes();
    --entries;
    entry = RenderedTicket{};
  }
}

}  // namespace expediter::store
