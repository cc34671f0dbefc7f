#include <gtest/gtest.h>

#include "schema/query.h"

namespace expediter::schema {

namespace {

// "a=1&b=2" of the decoded parameters, with '|' for '&' and ':' for '='.
std::string decoded(std::string_view query) {
  std::string out;
  for (const Parameter& parameter : parse_parameters(query))
    out += parameter.name + ":" + parameter.value + "|";
  return out;
}

std::string fault(std::string_view query) {
  try {
    parse_parameters(query);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::ErrorCode::query_invalid);
    return std::string{error.message()};
  }
  return "fine";
}

}  // namespace

TEST(Parameters, NamesAndValuesAreDecoded) {
  const std::vector<std::pair<std::string_view, std::string_view>> cases{
      {"", ""},
      {"a=1", "a:1|"},
      {"a=1&b=2", "a:1|b:2|"},
      {"&&a=1&", "a:1|"},
      {"a", "a:|"},
      {"a=", "a:|"},
      {"=x", ":x|"},
      {"a=b=c", "a:b=c|"},
      {"a=1&a=2", "a:1|a:2|"},
      {"a[]=1&a[]=2", "a:1|a:2|"},
      {"a%5B0%5D=1&a[1]=2", "a:1|a:2|"},
      {"a[b]=1&[]=2&a]=3&a[0]b=4", "a[b]:1|[]:2|a]:3|a[0]b:4|"},
      {"Assignee+Email=jane%40acme.com", "Assignee Email:jane@acme.com|"},
      {"Assignee%20Email=a%2Bb", "Assignee Email:a+b|"},
      {"filter=Title%20eq%20%27x%26y%3D%27", "filter:Title eq 'x&y='|"},
      {"q=Z%C3%BCrich", "q:Zürich|"},
      {"q=Zürich", "q:Zürich|"},
      {"a=x%0D%0A%09y", "a:x\r\n\ty|"},
  };
  for (const auto& [query, parameters] : cases) EXPECT_EQ(decoded(query), parameters) << query;
}

TEST(Parameters, MalformedOnesAreRefusedByName) {
  const std::vector<std::pair<std::string_view, std::string_view>> cases{
      {"a=%", "a: expected two hexadecimal digits after every '%'."},
      {"a=%4", "a: expected two hexadecimal digits after every '%'."},
      {"a=%zz", "a: expected two hexadecimal digits after every '%'."},
      {"Assignee%2=x", "Assignee%2: expected two hexadecimal digits after every '%'."},
      {"a=%FF", "a: expected UTF-8."},
      {"a=%C0%AF", "a: expected UTF-8."},
      {"a=%ED%A0%80", "a: expected UTF-8."},
      {"a=%00", "a: expected text without control characters."},
      {"a=x%0By", "a: expected text without control characters."},
      {"a%0A=1", "a%0A: expected text without control characters."},
      {"a=%C2%85", "a: expected text without control characters."},
      {"a%00=1", "a%00: expected text without control characters."},
      {"a=%&b=1&c=%00", "a: expected two hexadecimal digits after every '%'. (1 more in Errors)"},
  };
  for (const auto& [query, message] : cases) EXPECT_EQ(fault(query), message) << query;
}

TEST(Parameters, TheirNumberIsLimited) {
  std::string query;
  for (std::size_t i = 0; i < kMaxParameters; ++i) query += "a=1&";
  EXPECT_EQ(parse_parameters(query).size(), kMaxParameters);
  EXPECT_EQ(fault(query + "a=1"), "At most 64 parameters are allowed.");
}

}  // namespace expediter::schema
