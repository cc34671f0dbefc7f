#include "base/search_terms.h"

#include <gtest/gtest.h>

#include <set>

#include "base/search_question.h"
#include "base/unicode.h"

namespace expediter::base {

namespace {

using Words = std::vector<std::string>;

// The terms of a text that are plain words of it, codes put together included.
std::set<std::string> terms_of(std::string_view text) {
  std::set<std::string> terms;
  for_each_term(text, [&](std::string_view term) { terms.emplace(term); });
  return terms;
}
std::string end_of(std::string_view reversed) {
  return term_in(TermSpace::code_end, reversed);
}

}  // namespace

TEST(SearchTerms, WordsAreFolded) {
  EXPECT_EQ(terms_of("Straße, ŁÓDŹ (late)"), (std::set<std::string>{"strasse", "lodz", "late"}));
  EXPECT_EQ(terms_of(" -- ?! ☎ \n"), std::set<std::string>{});
}

TEST(SearchTerms, PartsOfACodeAreTermsHoweverTheyAreJoined) {
  const std::set<std::string> joined{"po", "4711", "po4711", end_of("1174op")};
  for (const char* text :
       {"PO-4711", "PO/4711", "po.4711", "PO_4711", "PO 4711", "PO – 4711", "PO #4711", "PO: 4711"})
    EXPECT_EQ(terms_of(text), joined) << text;
  EXPECT_EQ(terms_of("PO,4711"), (std::set<std::string>{"po", "4711"}));
  EXPECT_EQ(terms_of("PO4711"), (std::set<std::string>{"po4711", end_of("1174op")}));
}

TEST(SearchTerms, WhatOnlyLooksLikeACodeIsNone) {
  EXPECT_EQ(terms_of("3.5"), (std::set<std::string>{"3", "5"}));
  EXPECT_EQ(terms_of("re-order"), (std::set<std::string>{"re", "order"}));
  EXPECT_EQ(terms_of("pallets 12"), (std::set<std::string>{"pallets", "12"}));
  EXPECT_EQ(terms_of("12\n4711"), (std::set<std::string>{"12", "4711"}));
}

TEST(SearchTerms, ARunWithoutSpacesIsItsCharactersAndPairs) {
  EXPECT_EQ(terms_of("東京港"), (std::set<std::string>{"東", "京", "港", "東京", "京港"}));
  EXPECT_EQ(terms_of("東京Aが"), (std::set<std::string>{"東", "京", "東京", "a", "が"}));
}

TEST(SearchTerms, NoWordOfATextIsATermOfAnotherNamespace) {
  for (const auto space : {TermSpace::code_end, TermSpace::id, TermSpace::assignee, TermSpace::order,
                           TermSpace::order_end, TermSpace::supplier}) {
    const std::string term = term_in(space, "acme");
    EXPECT_FALSE(terms_of(term).contains(term));
    EXPECT_EQ(terms_of(term), std::set<std::string>{"acme"});
  }
  EXPECT_NE(term_in(TermSpace::assignee, "a.b@c"), term_in(TermSpace::assignee, "ab@c"));
}

TEST(SearchTerms, TermsAreBounded) {
  std::string most;
  const std::string digits(5'000, '7');
  std::string parts;
  for (int i = 0; i < 2'000; ++i) parts += "a1-";
  std::size_t count = 0;
  for (const std::string& text : {std::string(5'000, 'a'), digits, parts, std::string(9'000, '\xE6')}) {
    for_each_term(text, [&](std::string_view term) {
      ++count;
      EXPECT_LE(term.size(), kMaxTermBytes);
    });
  }
  EXPECT_LT(count, 10'000U);
}

TEST(SearchTerms, TermsAreJoinedOnceAndInOrder) {
  TermSet set;
  set.add_text("late steel late");
  set.add_text("acme");
  EXPECT_EQ(set.joined(), "acme late steel");
  EXPECT_EQ(terms_without("acme late steel", "late port"), "acme steel");
  EXPECT_EQ(terms_without("acme", "acme"), "");
}

TEST(SearchQuestion, IsCutIntoWordsCodesAndPhrases) {
  EXPECT_EQ(split_question("Late PO-2024/0012, \"In  Port\" re-order"),
            (Words{"late", "po-2024-0012", "\"in port", "re-order"}));
  EXPECT_EQ(split_question("“in port”"), Words{"\"in port"});
  EXPECT_EQ(split_question("\"in port"), (Words{"in", "port"}));
  EXPECT_EQ(split_question(" \"\" -*()"), Words{});
  EXPECT_EQ(split_question("3.5 t"), (Words{"3", "5", "t"}));
}

TEST(SearchQuestion, OnlyCodesHaveWhatComesFirst) {
  EXPECT_FALSE(question_of({"late", "steel"}, {}).has_exact);
  EXPECT_TRUE(question_of({"late", "po-4711"}, {}).has_exact);
}

TEST(SearchQuestion, APhraseIsFoundBetweenEndsOfWordsInFoldedText) {
  EXPECT_TRUE(has_phrase("The Pump\n waits.", "pump waits"));
  EXPECT_TRUE(has_phrase("Straße", "strasse"));
  EXPECT_TRUE(has_phrase("東京港で", "京港"));
  EXPECT_FALSE(has_phrase("pumps wait", "pump"));
  EXPECT_FALSE(has_phrase("xpump, pump", "pump,"));
  EXPECT_TRUE(has_phrase("xpump pump", "pump"));
  EXPECT_FALSE(has_phrase("", "pump"));
}

}  // namespace expediter::base
