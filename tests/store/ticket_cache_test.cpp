// The cache of rendered tickets: exact under concurrent writes, bounded in bytes.

#include <array>
#include <thread>

#include "store/store_fixture.h"

namespace expediter::tests {

namespace {

class TicketCacheTest : public StoreTest {
 protected:
  // A read as the API does it: from the cache, else from a snapshot that then fills the cache.
  static std::string read(store::Database& database, store::Reader& reader, domain::TicketId id) {
    std::string json;
    const auto append = [&](const store::RenderedTicket& ticket) { ticket.append_to(json); };
    if (database.tickets().find(id, UINT64_MAX, append)) return json;
    const store::Snapshot snapshot = reader.snapshot();
    const auto ticket = store::find_ticket(snapshot.db(), id);
    if (!ticket) return json;
    store::RenderedTicket rendered{*ticket, snapshot.seq()};
    append(rendered);
    database.tickets().fill(id, std::move(rendered));
    return json;
  }
};

int version_in(const std::string& json) {
  constexpr std::string_view kLead = "\"Title\":\"version ";
  const std::size_t at = json.find(kLead);
  return at == std::string::npos ? -1 : std::stoi(json.substr(at + kLead.size()));
}

TEST_F(TicketCacheTest, ReadersNeverSeeLessThanWhatWasAnsweredNorGoBack) {
  // A cache too small for its tickets: entries are evicted and filled again all the time.
  open({.ticket_cache_bytes = 512 * 1024});
  constexpr int kTickets = 32;
  constexpr int kVersions = 150;
  std::array<std::atomic<int>, kTickets> answered{};
  std::vector<domain::TicketId> ids;
  for (int i = 0; i < kTickets; ++i) ids.push_back(create(patch("version 0")));

  std::atomic<bool> stop{false};
  std::atomic<int> stale{0};
  std::atomic<int> reads{0};
  std::vector<std::thread> readers;
  for (unsigned r = 0; r < 3; ++r)
    readers.emplace_back([&, r] {
      const auto reader = database_->open_reader();
      Random random{r};
      std::array<int, kTickets> seen{};
      while (!stop) {
        const std::size_t i = random.below(kTickets);
        const int promised = answered[i].load();
        const int got = version_in(read(*database_, *reader, ids[i]));
        if (got < promised || got < seen[i]) ++stale;
        seen[i] = got;
        ++reads;
      }
    });
  std::vector<std::thread> writers;
  for (unsigned w = 0; w < 2; ++w)
    writers.emplace_back([&, w] {
      for (int version = 1; version <= kVersions; ++version)
        for (std::size_t i = w; i < kTickets; i += 8) {
          update(ids[i], patch("version " + std::to_string(version)));
          answered[i] = version;
        }
    });
  for (auto& thread : writers) thread.join();
  stop = true;
  for (auto& thread : readers) thread.join();
  EXPECT_EQ(stale, 0) << "of " << reads << " reads";
  EXPECT_GT(reads, 1000);
}

TEST_F(TicketCacheTest, ItStaysWithinItsBytes) {
  constexpr std::size_t kBytes = 4 * 1024 * 1024;
  store::TicketCache cache{kBytes, 0};
  domain::Ticket ticket;
  ticket.title = std::string(255, 'x');
  ticket.description = std::string(4000, 'y');
  for (std::int64_t i = 1; i <= 5000; ++i) {
    ticket.id = {i};
    cache.fill(ticket.id, store::RenderedTicket{ticket, 0});
    ASSERT_LE(cache.statistics().bytes, kBytes);
  }
  EXPECT_GT(cache.statistics().entries, 300U);
}

TEST_F(TicketCacheTest, WhatIsReplacedOrTakenAwayGivesItsBytesBack) {
  store::TicketCache cache{64UL * 1024 * 1024, 0};
  domain::Ticket ticket;
  ticket.id = {64};
  cache.fill(ticket.id, store::RenderedTicket{ticket, 0});
  const std::size_t small = cache.statistics().bytes;
  ticket.description = std::string(10'000, 'y');
  cache.fill(ticket.id, store::RenderedTicket{ticket, 0});
  EXPECT_GT(cache.statistics().bytes, small + 9'000);
  ticket.description = {};
  cache.fill(ticket.id, store::RenderedTicket{ticket, 0});
  EXPECT_EQ(cache.statistics().bytes, small);
  std::vector<store::Published> gone;
  gone.push_back({ticket.id, {}});
  cache.publish(1, gone);
  EXPECT_EQ(cache.statistics().entries, 0U);
  EXPECT_LT(cache.statistics().bytes, small);
}

TEST_F(TicketCacheTest, WhatIsReadOftenOutlivesWhatIsReadOnce) {
  store::TicketCache cache{8 * 1024 * 1024, 0};
  domain::Ticket ticket;
  ticket.description = std::string(1000, 'y');
  const domain::TicketId favourite{64};
  const auto keep = [&](domain::TicketId id) {
    ticket.id = id;
    cache.fill(id, store::RenderedTicket{ticket, 0});
  };
  keep(favourite);
  const auto nothing = [](const store::RenderedTicket&) {};
  for (std::int64_t i = 1; i < 5000; ++i) {
    keep({favourite.number + 64 * i});  // All in the favourite's shard.
    ASSERT_TRUE(cache.find(favourite, 0, nothing)) << "evicted after " << i;
  }
}

TEST_F(TicketCacheTest, AnOldSnapshotDoesNotFillOverANewerCommit) {
  store::TicketCache cache{1 << 20, 5};
  domain::Ticket ticket;
  ticket.id = {7};
  std::vector<store::Published> changes;
  changes.push_back({ticket.id, {}});
  cache.publish(6, changes);
  cache.fill(ticket.id, store::RenderedTicket{ticket, 5});
  EXPECT_FALSE(cache.find(ticket.id, UINT64_MAX, [](const store::RenderedTicket&) {}));
  cache.fill(ticket.id, store::RenderedTicket{ticket, 6});
  EXPECT_TRUE(cache.find(ticket.id, UINT64_MAX, [](const store::RenderedTicket&) {}));
}

TEST_F(TicketCacheTest, ASnapshotIsNotServedWhatCameAfterIt) {
  store::TicketCache cache{1 << 20, 9};
  domain::Ticket ticket;
  ticket.id = {7};
  cache.fill(ticket.id, store::RenderedTicket{ticket, 9});
  EXPECT_FALSE(cache.find(ticket.id, 8, [](const store::RenderedTicket&) {}));
  EXPECT_TRUE(cache.find(ticket.id, 9, [](const store::RenderedTicket&) {}));
}

TEST_F(TicketCacheTest, TheTagIsTheSameForTheSameContentAndAnotherForAnother) {
  domain::Ticket ticket;
  ticket.id = {1};
  ticket.title = "a";
  const std::string tag{store::RenderedTicket{ticket, 1}.tag()};
  EXPECT_EQ(tag, (store::RenderedTicket{ticket, 99}.tag()));
  ticket.linked_po_number = "PO-1";
  EXPECT_NE(tag, (store::RenderedTicket{ticket, 1}.tag()));
}

}  // namespace

}  // namespace expediter::tests
