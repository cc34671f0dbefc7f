#include "domain/history.h"

#include <gtest/gtest.h>

namespace expediter::domain {

TEST(History, AValueIsRecordedAsPlainText) {
  EXPECT_EQ(plain_text_of("null"), std::nullopt);
  EXPECT_EQ(plain_text_of("42"), "42");
  EXPECT_EQ(plain_text_of(R"("Open")"), "Open");
  EXPECT_EQ(plain_text_of(R"("null")"), "null");
  EXPECT_EQ(plain_text_of(R"("")"), "");
  EXPECT_EQ(plain_text_of(R"("a\"b\né")"), "a\"b\né");
  EXPECT_EQ(plain_text_of(R"(["a@x.co"])"), R"(["a@x.co"])");
}

TEST(History, EveryActionHasItsWords) {
  const std::vector<std::string_view> words{"Created",    "Changed",      "Deleted",
                                            "Note Added", "Note Changed", "Note Deleted"};
  for (std::size_t i = 0; i < words.size(); ++i)
    EXPECT_EQ(schema::ValueTraits<Action>::label(static_cast<Action>(i)), words[i]);
}

}  // namespace expediter::domain
