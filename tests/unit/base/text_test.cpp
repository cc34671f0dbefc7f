#include "base/text.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>

namespace expediter::base {

namespace {

using namespace std::string_view_literals;

template <class Text>
struct Judged {
  Text text;
  bool fine;
};

}  // namespace

TEST(Text, WellFormedUtf8IsToldFromTheRest) {
  const std::vector<Judged<std::string_view>> cases{
      {"", true},
      {"plain", true},
      {"\0"sv, true},
      {"Zürich", true},
      {"倉庫", true},
      {"\xF0\x9F\x9A\xA2", true},
      {"\xC2\x80", true},
      {"\xDF\xBF", true},
      {"\xE0\xA0\x80", true},
      {"\xED\x9F\xBF", true},
      {"\xEE\x80\x80", true},
      {"\xEF\xBF\xBF", true},
      {"\xF0\x90\x80\x80", true},
      {"\xF4\x8F\xBF\xBF", true},
      {"\x80", false},  // A continuation alone.
      {"\xBF", false},
      {"a\x80", false},
      {"\xC3", false},  // Cut off.
      {"\xE2\x82", false},
      {"\xF0\x9F\x9A", false},
      {"\xC3(", false},  // No continuation.
      {"\xE2(\xA1", false},
      {"\xE2\x82(", false},
      {"\xF0(\x8C\xBC", false},
      {"\xC0\x80", false},  // Longer than need be.
      {"\xC1\xBF", false},
      {"\xE0\x9F\xBF", false},
      {"\xF0\x8F\xBF\xBF", false},
      {"\xED\xA0\x80", false},  // Surrogates.
      {"\xED\xBF\xBF", false},
      {"\xF4\x90\x80\x80", false},  // Past U+10FFFF.
      {"\xF8\x88\x80\x80\x80", false},
      {"\xFE", false},
      {"\xFF", false},
  };
  for (const auto& [text, fine] : cases) EXPECT_EQ(is_utf8(text), fine) << testing::PrintToString(text);
}

TEST(Text, CharactersAreCountedNotBytes) {
  EXPECT_EQ(count_characters(""), 0U);
  EXPECT_EQ(count_characters("abc"), 3U);
  EXPECT_EQ(count_characters("Zürich"), 6U);
  EXPECT_EQ(count_characters("倉庫"), 2U);
  EXPECT_EQ(count_characters("\xF0\x9F\x9A\xA2!"), 2U);
}

TEST(Text, TrimTakesWhiteSpaceOffBothEndsOnly) {
  EXPECT_EQ(trim("  a b \t\r\n"), "a b");
  EXPECT_EQ(trim("\u00A0\u3000a\u2003"), "a");
  EXPECT_EQ(trim("\u2000\u200A"), "");
  EXPECT_EQ(trim(" \v\f "), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("倉庫"), "倉庫");
  EXPECT_EQ(trim("\u200Ba"), "\u200Ba");  // A zero-width space is no space.
  EXPECT_EQ(trim("\x80 "), "\x80");       // What is no text is left alone.
}

TEST(Text, ControlCharactersAreFoundWhateverTheirForm) {
  const std::vector<Judged<std::string_view>> anywhere{{"plain Zürich 倉庫", false},
                                                       {"", false},
                                                       {"\u00A0", false},
                                                       {"\0"sv, true},
                                                       {"a\x01", true},
                                                       {"\x1b[31m", true},
                                                       {"x\x7F", true},
                                                       {"\u0080", true},
                                                       {"\u0085", true},
                                                       {"\u009F", true},
                                                       {"\xC2", false},
                                                       {"caf\u00E9", false}};
  for (const auto& [text, found] : anywhere) {
    EXPECT_EQ(has_control_characters(text, true), found) << testing::PrintToString(text);
    EXPECT_EQ(has_control_characters(text, false), found) << testing::PrintToString(text);
  }
  for (const std::string_view text : {"a\tb", "a\nb", "a\r\nb"}) {
    EXPECT_FALSE(has_control_characters(text, true)) << text;
    EXPECT_TRUE(has_control_characters(text, false)) << text;
  }
}

TEST(Text, FoldingLowersLettersOfEveryScriptAndNothingElse) {
  const std::vector<std::pair<std::string_view, std::string_view>> cases{
      {"", ""},
      {"ABC xyz 123 [\\]^_`{|}~", "abc xyz 123 [\\]^_`{|}~"},
      {"ÄÖÜ", "äöü"},
      {"ÉÈÊ", "éèê"},
      {"ΕΛΛΆΔΑ", "ελλάδα"},
      {"МОСКВА", "москва"},
      {"ＡＢＣ", "ａｂｃ"},
      {"倉庫 ß ½", "倉庫 ß ½"},
      {"\xFF\xC3", "\xFF\xC3"},
      {"A\x80Z", "a\x80z"},
  };
  for (const auto& [text, folded] : cases) {
    EXPECT_EQ(fold_case(text), folded);
    EXPECT_EQ(fold_case(folded), folded);
  }
}

TEST(Text, WordsAreRunsOfLettersAndDigits) {
  const std::vector<std::pair<std::string_view, std::vector<std::string>>> cases{
      {"", {}},
      {" .,;-_'\"*()", {}},
      {"Late shipment", {"late", "shipment"}},
      {"PO-2024-001", {"po", "2024", "001"}},
      {"jane.doe@acme.com", {"jane", "doe", "acme", "com"}},
      {"Zürich—Straße", {"zürich", "straße"}},
      {"倉庫、東京", {"倉庫", "東京"}},
      {"cafe\u0301 noir", {"cafe\u0301", "noir"}},
      {"\u0301x", {"x"}},
      {"m² ½", {"m²", "½"}},
      {"a\xFFz", {"a", "z"}},
      {"\u00A0a\u3000b\u00A0", {"a", "b"}},
  };
  for (const auto& [text, words] : cases) EXPECT_EQ(split_words(text), words) << text;
}

TEST(Text, WhatComesInByAHeaderIsMadeOneLineOfUtf8) {
  EXPECT_EQ(clean_line("curl/8.5 (Zürich; 倉庫)"), "curl/8.5 (Zürich; 倉庫)");
  EXPECT_EQ(clean_line(""), "");
  EXPECT_EQ(clean_line("a\xff\xfe\x80z"), "a\uFFFD\uFFFD\uFFFDz");
  EXPECT_EQ(clean_line("\xc0\xaf|\xed\xa0\x80|\xf4\x90\x80\x80"),
            "\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(clean_line("cut short \xe5\x80"), "cut short \uFFFD\uFFFD");
  EXPECT_EQ(clean_line(std::string_view{"a\0b\tc\nd\x7f", 8}), "a\uFFFDb\uFFFDc\uFFFDd\uFFFD");
  EXPECT_EQ(clean_line("C1: \u0080\u009f\u00a0"), "C1: \uFFFD\uFFFD\u00a0");
}

TEST(Text, ShorteningCutsBetweenCharacters) {
  EXPECT_EQ(shorten("", 3), "");
  EXPECT_EQ(shorten("abc", 3), "abc");
  EXPECT_EQ(shorten("abcd", 3), "abc…");
  EXPECT_EQ(shorten("Zürich", 2), "Zü…");
  EXPECT_EQ(shorten("倉庫倉", 2), "倉庫…");
  EXPECT_EQ(shorten("倉庫", 2), "倉庫");
  EXPECT_EQ(shorten("x", 0), "…");
  for (std::size_t characters = 0; characters < 8; ++characters)
    EXPECT_TRUE(is_utf8(shorten("aé倉\xF0\x9F\x9A\xA2é", characters))) << characters;
}

TEST(Text, AsciiCaseAloneIsIgnored) {
  EXPECT_TRUE(equal_ignoring_ascii_case("DeSc", "dEsC"));
  EXPECT_TRUE(equal_ignoring_ascii_case("", ""));
  EXPECT_FALSE(equal_ignoring_ascii_case("desc", "des"));
  EXPECT_FALSE(equal_ignoring_ascii_case("Ä", "ä"));
  EXPECT_FALSE(equal_ignoring_ascii_case("[", "{"));
}

TEST(Text, TheNearestNameIsTheOneThatWasMeant) {
  static constexpr std::array<std::string_view, 6> kNames{"Title",    "Status",         "Priority",
                                                          "Due Date", "Assignee Email", "id"};
  const std::vector<std::pair<std::string_view, std::string_view>> cases{
      {"title", "Title"},
      {"Titel", "Title"},
      {"Statsu", "Status"},
      {"statuss", "Status"},
      {"Prio", "Priority"},
      {"Assignee", "Assignee Email"},
      {"Pr", ""},
      {"Prority", "Priority"},
      {"DueDate", "Due Date"},
      {"due_date", "Due Date"},
      {"AssigneeEmail", "Assignee Email"},
      {"assignee email", "Assignee Email"},
      {"Wombat", ""},
      {"", ""},
      {"ID", "id"},
      {"x", ""},
  };
  for (const auto& [word, name] : cases) EXPECT_EQ(nearest_name(word, kNames), name) << word;
  EXPECT_EQ(nearest_name(std::string(65, 't'), kNames), "");
  EXPECT_EQ(nearest_name("Title", {}), "");
}

TEST(Text, AnIntegerIsTheWholeTextAndFits) {
  EXPECT_EQ(parse_integer("0"), 0);
  EXPECT_EQ(parse_integer("-7"), -7);
  EXPECT_EQ(parse_integer("9223372036854775807"), INT64_MAX);
  EXPECT_EQ(parse_integer("-9223372036854775808"), INT64_MIN);
  for (const std::string_view text :
       {"", "-", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "9223372036854775808", "١"})
    EXPECT_EQ(parse_integer(text), std::nullopt) << text;
}

TEST(Text, PercentEscapesAreDecodedOrRefused) {
  EXPECT_EQ(decode_percent("a%20b+c", true), "a b c");
  EXPECT_EQ(decode_percent("a%20b+c", false), "a b+c");
  EXPECT_EQ(decode_percent("%c3%BC", false), "ü");
  EXPECT_EQ(decode_percent("%2525", false), "%25");
  EXPECT_EQ(decode_percent("%00", false), std::string(1, '\0'));
  EXPECT_EQ(decode_percent("", true), "");
  for (const std::string_view text : {"%", "%2", "a%", "%zz", "%2g", "%-1", "% 20"})
    EXPECT_EQ(decode_percent(text, true), std::nullopt) << text;
}

}  // namespace expediter::base
