#include "schema/json.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace expediter::schema {

namespace {

std::string rewritten(std::string_view text) {
  std::string out;
  append_json(out, parse_json(text));
  return out;
}

std::string fault(std::string_view text) {
  try {
    parse_json(text);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::ErrorCode::json_invalid);
    return std::string{error.message()};
  }
  return "fine";
}

}  // namespace

TEST(Json, EveryKindOfValueIsRead) {
  const Json document = parse_json(R"({"a":null,"b":true,"c":-7,"d":1.5,"e":"x","f":[1,[]],"g":{}})");
  const std::vector<std::pair<std::string_view, std::string_view>> kinds{
      {"a", "null"},     {"b", "a boolean"}, {"c", "an integer"}, {"d", "a number"},
      {"e", "a string"}, {"f", "an array"},  {"g", "an object"}};
  for (const auto& [name, kind] : kinds) EXPECT_EQ(document.find(name)->type_name(), kind) << name;
  EXPECT_EQ(*document.find("c")->integer(), -7);
  EXPECT_EQ(*document.find("e")->text(), "x");
  EXPECT_EQ(document.find("f")->array()->size(), 2U);
  EXPECT_EQ(document.find("z"), nullptr);
  EXPECT_EQ(document.find("f")->find("a"), nullptr);
}

TEST(Json, MembersKeepTheirOrderAndTheirDuplicates) {
  const Json document = parse_json(R"({"b":1,"a":{"x":2},"b":3})");
  ASSERT_EQ(document.object()->size(), 3U);
  EXPECT_EQ((*document.object())[0].name, "b");
  EXPECT_EQ((*document.object())[1].name, "a");
  EXPECT_EQ(*(*document.object())[2].value.integer(), 3);
  EXPECT_EQ(*document.find("b")->integer(), 1);
}

TEST(Json, IntegersEndWhere64BitsDo) {
  EXPECT_EQ(*parse_json("9223372036854775807").integer(), INT64_MAX);
  EXPECT_EQ(*parse_json("-9223372036854775808").integer(), INT64_MIN);
  EXPECT_EQ(parse_json("9223372036854775808").type_name(), "a number");
  EXPECT_EQ(parse_json("-9223372036854775809").type_name(), "a number");
  EXPECT_EQ(parse_json("1e2").type_name(), "a number");
}

TEST(Json, TextSurvivesTheRoundTrip) {
  for (const std::string_view text :
       {R"("")", R"("a\"b\\c")", R"("\n\r\t")", R"("\u0000\u001f")", "\"Zürich 倉庫 \xF0\x9F\x9A\xA2\"",
        R"("</script>")", R"({"a b":[1,2,{"c":null}],"":false})", R"([[[]],{}])", "true", "-12"})
    EXPECT_EQ(rewritten(text), text);
  EXPECT_EQ(rewritten(R"("\u00e9\ud83d\udea2\/")"), "\"é\xF0\x9F\x9A\xA2/\"");
  EXPECT_EQ(rewritten("-0.0"), "0");
  EXPECT_EQ(rewritten(" { \"a\" : [ 1 , 2 ] } "), R"({"a":[1,2]})");
}

TEST(Json, WhatIsMalformedIsRefusedWithItsPlace) {
  for (const std::string_view text :
       {"",        " ",           "{",        "[1,]",         "{\"a\":1,}",
        "{a:1}",   "{'a':1}",     "nul",      "01",           "1.",
        "+1",      "NaN",         "1e999",    "\"a",          "\"\n\"",
        "\"\\x\"", "\"\\ud800\"", "\"\xFF\"", "\"\xC0\x80\"", "\"\xED\xA0\x80\"",
        "1 2",     "{}{}",        "// x\n1",  "[1] x",        "\xEF\xBB\xBF{}"})
    EXPECT_TRUE(fault(text).starts_with("Bad Request Format: at byte ")) << text << ": " << fault(text);
  EXPECT_TRUE(fault("[1, x]").starts_with("Bad Request Format: at byte 4: "));
}

TEST(Json, NestingEndsAtSixteen) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(fault(nested(16)), "fine");
  EXPECT_NE(fault(nested(17)), "fine");
  EXPECT_NE(fault(std::string(1'000'000, '[')), "fine");
}

TEST(Json, ABodyMustBeAnObject) {
  EXPECT_NO_THROW(parse_json_object("{}"));
  for (const std::string_view text : {"[]", "1", "\"x\"", "null", "true"})
    EXPECT_THROW(parse_json_object(text), base::Error) << text;
}

TEST(Json, AnObjectIsBuiltMemberByMember) {
  std::string out;
  JsonObject object{out};
  object.string("a\"b", "x\n").integer("n", INT64_MIN).boolean("t", true);
  object.member("list") += "[]";
  object.close();
  EXPECT_EQ(out, R"({"a\"b":"x\n","n":-9223372036854775808,"t":true,"list":[]})");
  std::string empty;
  JsonObject{empty}.close();
  EXPECT_EQ(empty, "{}");
}

}  // namespace expediter::schema
