#include "base/entity_tags.h"

#include <gtest/gtest.h>

namespace expediter::base {

TEST(EntityTags, AListNamesItsTags) {
  for (const std::string_view header :
       {R"("a1")", R"(W/"a1")", "*", " * ", R"("x", "a1")", R"("x","a1","y")", R"(, ,"a1")", R"("x,y", "a1")",
        R"("a1-gzip")", R"(W/"a1-gzip")", R"("a1-br")", R"("a1--gzip")", "\t\"a1\" "})
    EXPECT_TRUE(names_tag(header, "a1")) << header;
}

TEST(EntityTags, NothingElseDoes) {
  for (const std::string_view header :
       {"",          "a1",          R"("a1)",     R"(a1")",      R"("a")",   R"("a12")",    R"("a1-")",
        R"("a1-x")", R"(w/"a1")",   R"(W/ "a1")", R"("x" "a1")", R"(x"a1")", R"("x";"a1")", "**",
        R"(*, "x")", R"("x,"a1"")", ",",          R"("")",       "W/",       "\""})
    EXPECT_FALSE(names_tag(header, "a1")) << header;
}

TEST(EntityTags, ALongListIsReadOnce) {
  std::string header;
  while (header.size() < 16'000) header += "\"x\",";
  EXPECT_FALSE(names_tag(header, "a1"));
  EXPECT_TRUE(names_tag(header + "\"a1\"", "a1"));
}

}  // namespace expediter::base
