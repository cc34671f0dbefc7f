#include "api/metrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <sstream>

#include "base/error.h"

namespace expediter::api {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using std::chrono::nanoseconds;

constexpr std::size_t kMethods = 8;
constexpr std::string_view kNoRoute = "none";
static_assert(static_cast<std::size_t>(http::Method::other) + 1 == kMethods);

// Upper bounds of the histogram's buckets. A cached read takes tens of microseconds, a commit a few
// milliseconds, hashing a password tens of them.
constexpr std::array kBounds{nanoseconds{25'000},       nanoseconds{50'000},      nanoseconds{100'000},
                             nanoseconds{250'000},      nanoseconds{500'000},     nanoseconds{1'000'000},
                             nanoseconds{2'500'000},    nanoseconds{5'000'000},   nanoseconds{10'000'000},
                             nanoseconds{25'000'000},   nanoseconds{50'000'000},  nanoseconds{100'000'000},
                             nanoseconds{250'000'000},  nanoseconds{500'000'000}, nanoseconds{1'000'000'000},
                             nanoseconds{5'000'000'000}};
constexpr std::size_t kBuckets = kBounds.size() + 1;  // The last has no bound.

// What a loop has for one request.
constexpr nanoseconds kLongHold{5'000'000};

double seconds(nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

std::size_t bucket_of(nanoseconds took) {
  return static_cast<std::size_t>(std::lower_bound(kBounds.begin(), kBounds.end(), took) - kBounds.begin());
}

// The place of this thread among all that ever counted.
unsigned this_thread() {
  static std::atomic<unsigned> next{0};
  thread_local const unsigned mine = next.fetch_add(1, std::memory_order_relaxed);
  return mine;
}

std::vector<int> told_apart() {
  std::vector<int> statuses{200, 201, 202, 204, 206, 304};
  for (const base::ErrorInfo& error : base::all_errors()) statuses.push_back(error.status);
  std::sort(statuses.begin(), statuses.end());
  statuses.erase(std::unique(statuses.begin(), statuses.end()), statuses.end());
  statuses.push_back(0);
  return statuses;
}

MetricFamily& add_family(std::vector<MetricFamily>& families, MetricType type, std::string_view name,
                         std::string_view help) {
  families.push_back({.name = std::string{name}, .help = std::string{help}, .type = type, .metric = {}});
  return families.back();
}

template <class Number>
void add_counter(std::vector<MetricFamily>& families, std::string_view name, std::string_view help,
                 Number value) {
  ClientMetric metric;
  metric.counter.value = static_cast<double>(value);
  add_family(families, MetricType::Counter, name, help).metric.push_back(std::move(metric));
}

template <class Number>
void add_gauge(std::vector<MetricFamily>& families, std::string_view name, std::string_view help,
               Number value) {
  ClientMetric metric;
  metric.gauge.value = static_cast<double>(value);
  add_family(families, MetricType::Gauge, name, help).metric.push_back(std::move(metric));
}

ClientMetric make_histogram(std::span<const std::uint64_t> buckets, std::uint64_t total_time) {
  ClientMetric metric;
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < kBuckets; ++i) {
    count += buckets[i];
    const double bound = i < kBounds.size() ? seconds(kBounds[i]) : std::numeric_limits<double>::infinity();
    metric.histogram.bucket.push_back({.cumulative_count = count, .upper_bound = bound});
  }
  metric.histogram.sample_count = count;
  metric.histogram.sample_sum = seconds(nanoseconds{static_cast<std::int64_t>(total_time)});
  return metric;
}

void add_readings(std::vector<MetricFamily>& families, const Readings& readings) {
  add_gauge(families, "expediter_http_connections", "Connections that are open.", readings.http.open);
  add_counter(families, "expediter_http_connections_refused_total",
              "Connections that were refused because there were too many.", readings.http.over_limit);
  add_counter(families, "expediter_http_descriptor_shortages_total",
              "Connections that were refused because file descriptors ran short.",
              readings.http.without_descriptors);
  const store::Writer::Statistics& writer = readings.writer;
  add_counter(families, "expediter_writer_commits_total", "Transactions that were committed.",
              writer.commits);
  add_counter(families, "expediter_writer_changes_total", "Changes within them.", writer.changes);
  add_counter(families, "expediter_writer_refused_total",
              "Changes that were refused: the queue was full, or the disk failed.", writer.refused);
  add_gauge(families, "expediter_writer_refusing",
            "1 while changes are refused, for whatever reason; else 0.", writer.refusing ? 1 : 0);
  add_gauge(families, "expediter_writer_queue", "Changes that wait for the writer.", writer.waiting);
  if (readings.certificate_expiry != 0)
    add_gauge(families, "expediter_tls_certificate_expiry_timestamp_seconds",
              "When the certificate that is shown expires, in Unix time; only with TLS.",
              readings.certificate_expiry);
  const store::TicketCache::Statistics& tickets = readings.tickets;
  add_gauge(families, "expediter_ticket_cache_bytes", "Memory in use for rendered tickets.", tickets.bytes);
  add_gauge(families, "expediter_ticket_cache_entries", "Rendered tickets that are kept.", tickets.entries);
  add_counter(families, "expediter_ticket_cache_hits_total", "Tickets found rendered.", tickets.hits);
  add_counter(families, "expediter_ticket_cache_misses_total", "Tickets not found rendered.", tickets.misses);
}

}  // namespace

// Counters of one thread, or of few. Answers stand by path, method and status, times by path and bucket.
struct alignas(64) Metrics::Shard {
  Shard(std::size_t paths, std::size_t statuses)
      : answers(paths * kMethods * statuses), buckets(paths * kBuckets), times(paths) {}
  std::vector<std::atomic<std::uint64_t>> answers;
  std::vector<std::atomic<std::uint64_t>> buckets;
  std::vector<std::atomic<std::uint64_t>> times;  // Nanoseconds.
  std::atomic<std::uint64_t> bytes{0};
  std::atomic<std::uint64_t> held_long{0};    // Requests.
  std::atomic<std::int64_t> held_longest{0};  // Nanoseconds.
};

struct Metrics::Totals {
  std::vector<std::uint64_t> answers;
  std::vector<std::uint64_t> buckets;
  std::vector<std::uint64_t> times;
  std::uint64_t bytes = 0;
  std::uint64_t held_long = 0;
  std::int64_t held_longest = 0;
};

Metrics::Metrics(std::span<const Route> routes, unsigned shards) : routes_(routes), statuses_(told_apart()) {
  for (const Route& route : routes) {
    const auto known = std::find(paths_.begin(), paths_.end(), route.path);
    path_of_row_.push_back(static_cast<std::uint16_t>(known - paths_.begin()));
    if (known == paths_.end()) paths_.push_back(route.path);
  }
  paths_.push_back(kNoRoute);
  status_at_.fill(static_cast<std::uint8_t>(statuses_.size() - 1));
  for (std::size_t i = 0; i + 1 < statuses_.size(); ++i)
    status_at_.at(static_cast<std::size_t>(statuses_[i])) = static_cast<std::uint8_t>(i);
  for (unsigned i = 0; i < std::max(shards, 1U); ++i)
    shards_.push_back(std::make_unique<Shard>(paths_.size(), statuses_.size()));
}

Metrics::~Metrics() = default;

void Metrics::count(const Route* route, http::Method method, int status, std::size_t bytes,
                    nanoseconds took) {
  const auto add = [](std::atomic<std::uint64_t>& counter, std::uint64_t by) {
    counter.fetch_add(by, std::memory_order_relaxed);
  };
  const std::size_t path =
      route == nullptr ? paths_.size() - 1 : path_of_row_[static_cast<std::size_t>(route - routes_.data())];
  const std::size_t code = status >= 0 && status < static_cast<int>(status_at_.size())
                               ? status_at_[static_cast<std::size_t>(status)]
                               : statuses_.size() - 1;
  Shard& shard = *shards_[this_thread() % shards_.size()];
  add(shard.answers[(path * kMethods + static_cast<std::size_t>(method)) * statuses_.size() + code], 1);
  add(shard.buckets[path * kBuckets + bucket_of(took)], 1);
  add(shard.times[path], static_cast<std::uint64_t>(std::max(took, nanoseconds{0}).count()));
  add(shard.bytes, bytes);
}

void Metrics::count_held(nanoseconds held) {
  Shard& shard = *shards_[this_thread() % shards_.size()];
  if (held > kLongHold) shard.held_long.fetch_add(1, std::memory_order_relaxed);
  std::int64_t longest = shard.held_longest.load(std::memory_order_relaxed);
  while (held.count() > longest &&
         !shard.held_longest.compare_exchange_weak(longest, held.count(), std::memory_order_relaxed)) {
  }
}

Metrics::Totals Metrics::add_up() const {
  const auto add = [](std::vector<std::uint64_t>& sums, const std::vector<std::atomic<std::uint64_t>>& from) {
    sums.resize(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) sums[i] += from[i].load(std::memory_order_relaxed);
  };
  Totals totals;
  for (const auto& shard : shards_) {
    add(totals.answers, shard->answers);
    add(totals.buckets, shard->buckets);
    add(totals.times, shard->times);
    totals.bytes += shard->bytes.load(std::memory_order_relaxed);
    totals.held_long += shard->held_long.load(std::memory_order_relaxed);
    totals.held_longest = std::max(totals.held_longest, shard->held_longest.load(std::memory_order_relaxed));
  }
  return totals;
}

std::string Metrics::render(const Readings& readings) const {
  const Totals totals = add_up();
  std::vector<MetricFamily> families;
  families.reserve(32);  // References to the two below stay.
  MetricFamily& answers = add_family(families, MetricType::Counter, "expediter_http_requests_total",
                                     "Requests answered, by route, method and status.");
  MetricFamily& times = add_family(families, MetricType::Histogram, "expediter_http_request_duration_seconds",
                                   "From the last byte of a request to the first of its answer.");
  for (std::size_t i = 0; i < totals.answers.size(); ++i) {
    if (totals.answers[i] == 0) continue;
    const std::size_t row = i / statuses_.size();
    const auto method = static_cast<http::Method>(row % kMethods);
    const int status = statuses_[i % statuses_.size()];
    ClientMetric metric;
    metric.label = {{"route", std::string{paths_[row / kMethods]}},
                    {"method", method == http::Method::other ? "other" : std::string{method_name(method)}},
                    {"status", status == 0 ? "other" : std::to_string(status)}};
    metric.counter.value = static_cast<double>(totals.answers[i]);
    answers.metric.push_back(std::move(metric));
  }
  for (std::size_t path = 0; path < paths_.size(); ++path) {
    const std::span<const std::uint64_t> buckets{totals.buckets.data() + path * kBuckets, kBuckets};
    if (std::all_of(buckets.begin(), buckets.end(), [](std::uint64_t count) { return count == 0; })) continue;
    times.metric.push_back(make_histogram(buckets, totals.times[path]));
    times.metric.back().label = {{"route", std::string{paths_[path]}}};
  }
  add_counter(families, "expediter_http_response_bytes_total", "Bytes of answers, heads included.",
              totals.bytes);
  add_gauge(families, "expediter_loop_held_seconds_max",
            "The longest time since the start that one request held an event loop.",
            seconds(nanoseconds{totals.held_longest}));
  add_counter(families, "expediter_loop_held_long_total",
              "Requests that held an event loop for more than 5 ms.", totals.held_long);
  add_readings(families, readings);
  std::ostringstream out;
  prometheus::TextSerializer{}.Serialize(out, families);
  return out.str();
}

}  // namespace expediter::api
