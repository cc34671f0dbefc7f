#include "api/list_cache.h"

#include <gtest/gtest.h>

namespace expediter::api {

namespace {

std::shared_ptr<const std::string> body_of(std::size_t bytes) {
  return std::make_shared<const std::string>(bytes, 'x');
}

}  // namespace

TEST(ListCache, GivesWhatWasKeptOfTheSameCommitAlone) {
  ListCache cache{10'000};
  cache.keep("a", 5, body_of(10));
  ASSERT_NE(cache.find("a", 5), nullptr);
  EXPECT_EQ(cache.find("a", 6), nullptr);
  EXPECT_EQ(cache.find("a", 4), nullptr);
  EXPECT_EQ(cache.find("b", 5), nullptr);
}

TEST(ListCache, AnOlderAnswerDoesNotReplaceANewerOne) {
  ListCache cache{10'000};
  cache.keep("a", 5, body_of(10));
  cache.keep("a", 4, body_of(20));
  ASSERT_NE(cache.find("a", 5), nullptr);
  EXPECT_EQ(cache.find("a", 5)->size(), 10U);
}

TEST(ListCache, AnAnswerOfMoreThanAQuarterIsNotKept) {
  ListCache cache{4'000};
  cache.keep("a", 1, body_of(1'000));
  EXPECT_EQ(cache.find("a", 1), nullptr);
  cache.keep("a", 1, body_of(999));
  EXPECT_NE(cache.find("a", 1), nullptr);
}

// What is counted must be what is there, however often it changes: else the cache begins anew for no reason,
// or never.
TEST(ListCache, WhatIsReplacedGivesItsBytesBack) {
  ListCache cache{10'000};
  cache.keep("kept", 1'000'000, body_of(2'000));
  for (std::uint64_t seq = 1; seq < 1'000; ++seq) cache.keep("changing", 1'000'000 + seq, body_of(2'000));
  EXPECT_NE(cache.find("kept", 1'000'000), nullptr);
}

TEST(ListCache, PastItsLimitAnswersOfOlderCommitsGoFirst) {
  ListCache cache{10'000};
  for (const char* key : {"a", "b", "c"}) cache.keep(key, 1, body_of(2'400));
  for (const char* key : {"d", "e"}) cache.keep(key, 2, body_of(2'400));
  EXPECT_EQ(cache.find("a", 1), nullptr);
  EXPECT_NE(cache.find("d", 2), nullptr);
  // Their bytes are free again: two more of the same size fit.
  for (const char* key : {"f", "g"}) cache.keep(key, 2, body_of(2'400));
  for (const char* key : {"d", "e", "f", "g"}) EXPECT_NE(cache.find(key, 2), nullptr) << key;
  cache.keep("h", 2, body_of(2'400));
  EXPECT_EQ(cache.find("d", 2), nullptr) << "live answers of more than the limit are let go together";
}

}  // namespace expediter::api
