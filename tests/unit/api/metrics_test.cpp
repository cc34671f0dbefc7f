#include "api/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <thread>

namespace expediter::api {
namespace {

using http::Method;
using std::chrono::microseconds;
using testing::HasSubstr;
using testing::Not;

const Route& route_of(std::string_view path, Method method) {
  for (const Route& route : routes())
    if (route.path == path && route.method == method) return route;
  ADD_FAILURE() << "no route " << path;
  return routes().front();
}

TEST(MetricsTest, AnswersAreCountedByPatternMethodAndStatus) {
  Metrics metrics{routes(), 2};
  const Route& ticket = route_of("/api/issue-tracker-tickets/{id}", Method::get);
  metrics.count(&ticket, Method::get, 200, 500, microseconds{30});
  metrics.count(&ticket, Method::get, 200, 500, microseconds{30});
  metrics.count(&ticket, Method::put, 412, 100, microseconds{3000});
  const std::string text = metrics.render({});
  const std::string name = "expediter_http_requests_total{route=\"/api/issue-tracker-tickets/{id}\",";
  EXPECT_THAT(text, HasSubstr(name + "method=\"GET\",status=\"200\"} 2\n"));
  EXPECT_THAT(text, HasSubstr(name + "method=\"PUT\",status=\"412\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("expediter_http_response_bytes_total 1100\n"));
  EXPECT_THAT(text, Not(HasSubstr("status=\"404\"")));
}

TEST(MetricsTest, TimesFallIntoBucketsThatAddUp) {
  Metrics metrics{routes(), 1};
  const Route& route = route_of("/healthz", Method::get);
  metrics.count(&route, Method::get, 200, 0, microseconds{25});
  metrics.count(&route, Method::get, 200, 0, microseconds{26});
  metrics.count(&route, Method::get, 200, 0, std::chrono::seconds{60});
  const std::string text = metrics.render({});
  const auto bucket = [](const std::string& bound, int count) {
    return "_bucket{route=\"/healthz\",le=\"" + bound + "\"} " + std::to_string(count) + "\n";
  };
  EXPECT_THAT(text, HasSubstr(bucket("2.5e-05", 1)));
  EXPECT_THAT(text, HasSubstr(bucket("5e-05", 2)));
  EXPECT_THAT(text, HasSubstr(bucket("5", 2)));
  EXPECT_THAT(text, HasSubstr(bucket("+Inf", 3)));
  EXPECT_THAT(text, HasSubstr("_count{route=\"/healthz\"} 3\n"));
}

TEST(MetricsTest, WhatClientsInventDoesNotBecomeALabel) {
  Metrics metrics{routes(), 1};
  metrics.count(nullptr, Method::other, 418, 0, microseconds{1});
  metrics.count(nullptr, Method::get, -1, 0, microseconds{-1});
  metrics.count(nullptr, Method::get, 100'000, 0, microseconds{1});
  const std::string text = metrics.render({});
  EXPECT_THAT(text, HasSubstr("{route=\"none\",method=\"other\",status=\"other\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("{route=\"none\",method=\"GET\",status=\"other\"} 2\n"));
}

TEST(MetricsTest, NothingIsLostWhereMoreThreadsCountThanThereAreShards) {
  Metrics metrics{routes(), 2};
  const Route& route = route_of("/healthz", Method::get);
  {
    std::array<std::jthread, 4> threads;
    for (std::jthread& thread : threads)
      thread = std::jthread{[&] {
        for (int i = 0; i < 10'000; ++i) metrics.count(&route, Method::get, 200, 1, microseconds{10});
      }};
  }
  EXPECT_THAT(metrics.render({}), HasSubstr("method=\"GET\",status=\"200\"} 40000\n"));
}

TEST(MetricsTest, TellsTheLongestTimeThatALoopWasHeld) {
  Metrics metrics{routes(), 2};
  for (const int held : {1'000, 250'000, 5'000, 5'001}) {
    // Each from a thread of its own: whichever shard has the longest.
    std::jthread{[&] { metrics.count_held(microseconds{held}); }}.join();
  }
  const std::string text = metrics.render({});
  EXPECT_THAT(text, HasSubstr("expediter_loop_held_seconds_max 0.25\n"));
  EXPECT_THAT(text, HasSubstr("expediter_loop_held_long_total 2\n"));
}

TEST(MetricsTest, ReadingsAreShownAsTheyAre) {
  const Metrics metrics{routes(), 1};
  const std::string text = metrics.render(
      {.http = {.open = 7},
       .writer =
           {.commits = 3, .changes = 9, .refused = 2, .waiting = 1, .refusing = base::ErrorCode::overloaded},
       .tickets = {.hits = 11, .misses = 4, .bytes = 4096, .entries = 5}});
  for (const char* line :
       {"expediter_http_connections 7\n", "expediter_writer_commits_total 3\n",
        "expediter_writer_changes_total 9\n", "expediter_writer_refused_total 2\n",
        "expediter_writer_queue 1\n", "expediter_writer_refusing 1\n", "expediter_ticket_cache_bytes 4096\n",
        "expediter_ticket_cache_entries 5\n", "expediter_ticket_cache_hits_total 11\n",
        "expediter_ticket_cache_misses_total 4\n"})
    EXPECT_THAT(text, HasSubstr(line));
}

}  // namespace
}  // namespace expediter::api
