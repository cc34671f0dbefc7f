#include "base/unicode.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>

namespace expediter::base {

namespace {

struct Folded {
  std::string_view text;
  std::string_view folded;
};

constexpr std::array kFolds{
    Folded{"", ""},
    Folded{"Plain TEXT 42", "plain text 42"},
    Folded{"Łódź", "lodz"},
    Folded{"Ångström", "angstrom"},
    Folded{"A\u030Angstro\u0308m", "angstrom"},  // Decomposed.
    Folded{"\u212Bngstrom", "angstrom"},         // The sign of the unit.
    Folded{"Straße", "strasse"},
    Folded{"STRASSE", "strasse"},
    Folded{"GRO\u1E9E", "gross"},
    Folded{"Øresund", "oresund"},
    Folded{"Ærø", "aero"},
    Folded{"Þórður", "thordur"},
    Folded{"Đà Nẵng", "da nang"},
    Folded{"İzmir", "izmir"},
    Folded{"ISPARTA Isparta ısparta", "isparta isparta isparta"},
    Folded{"cœur", "coeur"},
    Folded{"Ħamrun", "hamrun"},
    Folded{"São Tomé e Príncipe", "sao tome e principe"},
    Folded{"\uFB01lter", "filter"},
    Folded{"ＭＳＫＵ１２３", "msku123"},
    Folded{"① ²", "1 2"},
    Folded{"\uFF76\uFF9E", "ガ"},
    Folded{"東京港", "東京港"},
    Folded{"かが", "かが"},
    Folded{"か\u3099", "が"},
    Folded{"ΣΊΣΥΦΟΣ", "σισυφοσ"},
    Folded{"σίσυφος", "σισυφοσ"},
    Folded{"Ёлка", "елка"},
    Folded{"한국", "한국"},
    Folded{"\u1112\u1161\u11AB", "한"},
    Folded{"हिन्दी", "हिन्दी"},
    Folded{"مُحَمَّد", "محمد"},
    Folded{"שָׁלוֹם", "שלום"},
    Folded{"soft\u00ADhyphen zero\u200Bwidth", "softhyphen zerowidth"},
    Folded{"a\u00A0b", "a b"},
    Folded{"№ 5 ™", "no 5 tm"},
    Folded{"🚢", "🚢"},
};

}  // namespace

TEST(Unicode, FoldingIgnoresFormsCaseMarksAndStrokes) {
  for (const auto& [text, folded] : kFolds) {
    EXPECT_EQ(fold(text), folded) << text;
    EXPECT_EQ(fold(folded), folded) << "folded twice: " << text;
    EXPECT_TRUE(is_nfc(fold(text))) << text;
  }
}

TEST(Unicode, EveryCharacterFoldsTheSameTwice) {
  for (char32_t c = 0; c < 0x30000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text;
    const auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0U | c >> 6U), put(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
      put(0xE0U | c >> 12U), put(0x80U | (c >> 6U & 0x3FU)), put(0x80U | (c & 0x3FU));
    } else {
      put(0xF0U | c >> 18U), put(0x80U | (c >> 12U & 0x3FU)), put(0x80U | (c >> 6U & 0x3FU)),
          put(0x80U | (c & 0x3FU));
    }
    const std::string once = fold(text);
    ASSERT_EQ(fold(once), once) << std::hex << static_cast<std::uint32_t>(c);
    ASSERT_EQ(fold(fold_identity(text)), once) << std::hex << static_cast<std::uint32_t>(c);
    ASSERT_EQ(fold(to_nfc(text)), once) << std::hex << static_cast<std::uint32_t>(c);
  }
}

TEST(Unicode, TextIsComposed) {
  EXPECT_EQ(to_nfc("A\u030A"), "Å");
  EXPECT_EQ(to_nfc("plain"), "plain");
  EXPECT_FALSE(is_nfc("e\u0301"));
  EXPECT_TRUE(is_nfc("é"));
  EXPECT_EQ(to_nfc("\uFB01"), "\uFB01");  // A compatibility form is another character.
}

TEST(Unicode, AnIdentityIgnoresCaseAlone) {
  EXPECT_EQ(fold_identity("Zoë@Example.COM"), "zoë@example.com");
  EXPECT_EQ(fold_identity("ZOË@example.com"), fold_identity("zoe\u0308@example.com"));
  EXPECT_NE(fold_identity("zoe@example.com"), fold_identity("zoë@example.com"));
  EXPECT_EQ(fold_identity("GROSS"), fold_identity("groß"));
}

TEST(Unicode, WhatCannotBeSeenIsCutOffTheEnds) {
  EXPECT_EQ(trim_unseen(" \t\u00A0\u3000\u200Bx y\uFEFF\u200E\u2800\n"), "x y");
  EXPECT_EQ(trim_unseen("\u202Eabc\u202C"), "abc");
  EXPECT_EQ(trim_unseen("\u200B\u2060"), "");
  EXPECT_EQ(trim_unseen("❤\uFE0F"), "❤\uFE0F");
  EXPECT_EQ(trim_unseen(""), "");
}

TEST(Unicode, WhatCannotBeSeenInsideIsFound) {
  const auto in_line = [](std::string_view text) { return find_unseen(text, Unseen::joiners).has_value(); };
  const auto in_name = [](std::string_view text) { return find_unseen(text, Unseen::none).has_value(); };
  for (const std::string_view text : {"a\u200Bb", "a\u202Eb", "a\u2066b", "a\u200Eb", "a\uFEFFb", "a\u2060b",
                                      "a\u2028b", "a\u00ADb", "a\u3164b"}) {
    EXPECT_TRUE(in_line(text)) << text;
    EXPECT_TRUE(in_name(text)) << text;
  }
  for (const std::string_view text : {"👩\u200D🔧", "نمی\u200Cشود", "❤\uFE0F", "a\u00A0b", "東\u3000京"}) {
    EXPECT_FALSE(in_line(text)) << text;
    EXPECT_TRUE(in_name(text)) << text;
  }
  for (const std::string_view text : {"plain text", "Łódź", "東京港", ""}) {
    EXPECT_FALSE(in_line(text)) << text;
    EXPECT_FALSE(in_name(text)) << text;
  }
  EXPECT_EQ(find_unseen("äb\u200Bc", Unseen::none)->position, 3);
  EXPECT_EQ(find_unseen("äb\u200Bc", Unseen::none)->character, U'\u200B');
}

TEST(Unicode, LookAlikesHaveOneSkeleton) {
  EXPECT_EQ(skeleton("paypal"), skeleton("pаypаl"));  // With Cyrillic а.
  EXPECT_EQ(skeleton("Admin"), skeleton("аdmin"));
  EXPECT_NE(skeleton("admin"), skeleton("adnin"));
  EXPECT_TRUE(mixes_scripts("pаypal"));
  EXPECT_FALSE(mixes_scripts("иван"));
  EXPECT_FALSE(mixes_scripts("paypal"));
  EXPECT_FALSE(mixes_scripts("東京Tokyo"));
}

TEST(Unicode, FoldingIsLinear) {
  std::string text;
  while (text.size() < 1U << 20U) text += "Ångström e\u0301\u0301\u0301 が ";
  const auto began = std::chrono::steady_clock::now();
  EXPECT_FALSE(fold(text).empty());
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::milliseconds{500});
}

}  // namespace expediter::base
