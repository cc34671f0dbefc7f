#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "ticket_query.h"

namespace expediter::schema {

namespace {

constexpr std::string_view kKey = "0123456789abcdef0123456789abcdef";

Query with_cursor(std::vector<Parameter> parameters, const std::string& cursor) {
  parameters.push_back({"cursor", cursor});
  return ask(parameters);
}

std::string refusal(const Query& query, std::string_view key = kKey) {
  try {
    read_cursor(query, key);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::ErrorCode::query_invalid);
    EXPECT_EQ(error.violations().front().field, "cursor");
    return std::string{error.message()};
  }
  return "accepted";
}

const std::vector<Parameter> kParameters{{"Status", "Open"}, {"sort", "Category,-Due Date,Priority"}};

std::string sample_cursor() {
  return make_cursor(
      {.keys = {std::string{"Ocean 倉庫"}, std::monostate{}, std::int64_t{-2}}, .id = 123'456'789'012},
      ask(kParameters), kKey);
}

}  // namespace

TEST(Cursor, ItsPositionComesBack) {
  const Position position = read_cursor(with_cursor(kParameters, sample_cursor()), kKey);
  EXPECT_EQ(position.keys,
            (std::vector<Scalar>{std::string{"Ocean 倉庫"}, std::monostate{}, std::int64_t{-2}}));
  EXPECT_EQ(position.id, 123'456'789'012);
}

TEST(Cursor, ItNeedsNoEscapingInAUrl) {
  for (const char c : sample_cursor())
    EXPECT_TRUE(std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_') << c;
}

TEST(Cursor, ItServesTheSameQuestionAskedOtherwise) {
  const std::vector<Parameter> otherwise{
      {"sort", "Category, \"Due Date\" desc, +Priority"}, {"filter", "Status eq 'Open'"}, {"page_size", "7"}};
  EXPECT_EQ(read_cursor(with_cursor(otherwise, sample_cursor()), kKey).id, 123'456'789'012);
}

TEST(Cursor, AnotherFilterSearchSortOrKeyRefusesIt) {
  const std::string other =
      "cursor: it was made for another filter, search or sort, or is damaged; begin again "
      "without it.";
  const Parameter sort{"sort", "Category,-Due Date,Priority"};
  EXPECT_EQ(refusal(with_cursor({{"Status", "Closed"}, sort}, sample_cursor())), other);
  EXPECT_EQ(refusal(with_cursor({sort}, sample_cursor())), other);
  EXPECT_EQ(refusal(with_cursor({{"Status", "Open"}, sort, {"q", "x"}}, sample_cursor())), other);
  EXPECT_EQ(refusal(with_cursor({{"Status", "Open"}}, sample_cursor())), other);
  EXPECT_EQ(
      refusal(with_cursor({{"Status", "Open"}, {"sort", "Category,Due Date,Priority"}}, sample_cursor())),
      other);
  EXPECT_EQ(refusal(with_cursor(kParameters, sample_cursor()), "another key"), other);
}

TEST(Cursor, ADamagedOneIsRefusedWhereverTheDamageIs) {
  const std::string whole = sample_cursor();
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string damaged = whole;
    damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
    EXPECT_NE(refusal(with_cursor(kParameters, damaged)), "accepted") << i;
    EXPECT_NE(refusal(with_cursor(kParameters, whole.substr(0, std::max<std::size_t>(i, 1)))), "accepted")
        << i;
  }
  EXPECT_NE(refusal(with_cursor(kParameters, whole + "A")), "accepted");
}

TEST(Cursor, WhatIsNoneIsRefused) {
  for (const std::string text :
       {"x", "!", "abc=", "0", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "Zürich", "../../etc"})
    EXPECT_EQ(refusal(with_cursor({}, text)), "cursor: expected the next_cursor of an earlier answer.")
        << text;
  EXPECT_EQ(refusal(with_cursor({}, std::string(9'000, 'A'))),
            "cursor: it is longer than any this server makes.");
}

}  // namespace expediter::schema
