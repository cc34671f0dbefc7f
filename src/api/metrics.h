#pragma once
// The numbers that GET /metrics shows: what was answered, and how the writer and the cache are doing.

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/route.h"
#include "http/server.h"
#include "store/ticket_cache.h"
#include "store/writer.h"

namespace expediter::api {

// What is asked for at the time of a scrape, rather than counted here.
struct Readings {
  http::Server::Statistics http;
  store::Writer::Statistics writer;
  store::TicketCache::Statistics tickets;
  std::int64_t certificate_expiry = 0;  // In Unix time; 0 without TLS.
};

// Any thread may count, any may render. Threads count into shards of their own, so that they do not contend;
// where more threads than shards count, they share some, and still nothing is lost. Memory is fixed at
// construction: labels are the patterns of routes, methods and statuses that we know, never what a client
// sent.
class Metrics {
 public:
  // `routes` outlive it. `shards`: about as many as there are threads that count; at least one.
  Metrics(std::span<const Route> routes, unsigned shards);
  ~Metrics();

  // One answer. `route`: any row of the path that the request was for; null where no path of ours fits.
  void count(const Route* route, http::Method method, int status, std::size_t bytes,
             std::chrono::nanoseconds took);

  // For how long a request kept a loop from all else, be it answered there or elsewhere.
  void count_held(std::chrono::nanoseconds held);

  // In the text format of Prometheus, version 0.0.4.
  std::string render(const Readings& readings) const;

 private:
  struct Shard;
  struct Totals;
  Totals add_up() const;

  std::span<const Route> routes_;
  std::vector<std::string_view> paths_;      // Patterns, each once; the last is for what fits none.
  std::vector<std::uint16_t> path_of_row_;   // Of each row of `routes_`, its place in `paths_`.
  std::vector<int> statuses_;                // Those that are told apart; the last, 0, is for others.
  std::array<std::uint8_t, 600> status_at_;  // Of a status, its place in `statuses_`.
  std::vector<std::unique_ptr<Shard>> shards_;
};

}  // namespace expediter::api
