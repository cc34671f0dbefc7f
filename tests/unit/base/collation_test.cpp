#include "base/collation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace expediter::base {

TEST(Collation, SortsAsPeopleDo) {
  // Each comes before all behind it.
  constexpr std::array<std::string_view, 20> kSorted{
      "",          "-",          "PO-1",   "PO-9",     "PO-10",    "PO-010a", "PO-100",
      "PO-2026-9", "PO-2026-10", "résumé", "Resume x", "Szczecin", "Tokyo",   "Ulm",
      "Zürich",    "Zurich x",   "Ω",      "Ё",        "ж",        "東京",
  };
  for (std::size_t i = 0; i + 1 < kSorted.size(); ++i)
    EXPECT_LT(Collation::root().key(kSorted[i]), Collation::root().key(kSorted[i + 1]))
        << kSorted[i] << " | " << kSorted[i + 1];
}

TEST(Collation, CaseAndMarksDecideLast) {
  const auto& root = Collation::root();
  EXPECT_LT(root.key("role"), root.key("Role"));
  EXPECT_LT(root.key("Role"), root.key("rôle"));
  EXPECT_LT(root.key("rôle"), root.key("roles"));
  EXPECT_EQ(root.key("e\u0301"), root.key("é"));
}

TEST(Collation, KeysHoldNoZeroAndAreShort) {
  const std::string text(255, 'x');
  const std::string key = Collation::root().key(text);
  EXPECT_EQ(key.find('\0'), std::string::npos);
  EXPECT_LT(key.size(), 2 * text.size());
  const std::string wide = Collation::root().key(std::string(4000, 'a') + "東京港");
  EXPECT_EQ(wide.find('\0'), std::string::npos);
}

TEST(Collation, ALanguageHasItsOwnRules) {
  const auto swedish = Collation::of_language("sv");
  ASSERT_NE(swedish, nullptr);
  EXPECT_LT(swedish->key("z"), swedish->key("ö"));
  EXPECT_LT(Collation::root().key("ö"), Collation::root().key("z"));
  EXPECT_NE(Collation::of_language("de-AT"), nullptr);
  for (const std::string_view tag : {"", "xx", "not a tag", "../../etc", "zz-ZZ"})
    EXPECT_EQ(Collation::of_language(tag), nullptr) << tag;
}

TEST(Collation, TheVersionIsNamed) {
  EXPECT_FALSE(Collation::root().version().empty());
}

}  // namespace expediter::base
