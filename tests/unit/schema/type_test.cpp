#include "schema/type.h"

#include <gtest/gtest.h>

#include "domain/ticket.h"

namespace expediter::schema {

namespace {

// "Code: message" of the only violation that reading `json` gives; the value as JSON where it is fine.
template <class Value>
std::string reading(std::string_view json, Rule rule = {.field = "F"}) {
  Value value{};
  base::Violations violations;
  if (ValueTraits<Value>::read(parse_json(json), rule, value, violations)) {
    EXPECT_TRUE(violations.empty());
    std::string out;
    ValueTraits<Value>::append(out, value);
    return out;
  }
  EXPECT_EQ(violations.size(), 1U) << json;
  EXPECT_EQ(violations.front().field, "F");
  return violations.front().code + ": " + violations.front().message;
}

}  // namespace

TEST(Type, TextIsCheckedAgainstItsForm) {
  const Rule line{"F", Form::line, {1, 5}};
  EXPECT_EQ(reading<std::string>(R"("  abc ")", line), R"("abc")");
  EXPECT_EQ(reading<std::string>(R"("倉庫倉庫倉")", line), R"("倉庫倉庫倉")");
  EXPECT_EQ(reading<std::string>(R"("")", line), "Field.TooShort: F must not be empty.");
  EXPECT_EQ(reading<std::string>(R"("   ")", line), "Field.TooShort: F must not be empty.");
  EXPECT_EQ(reading<std::string>(R"("abcdef")", line),
            "Field.TooLong: F has 6 characters; at most 5 are allowed.");
  EXPECT_EQ(reading<std::string>(R"("a\nb")", line),
            "Field.Format: F must be one line without control characters.");
  EXPECT_EQ(reading<std::string>(R"("a\u0000b")"), "Field.Format: F must not contain control characters.");
  EXPECT_EQ(reading<std::string>(R"("a\r\n\tb")"), R"("a\r\n\tb")");
  EXPECT_EQ(reading<std::string>(R"("éé")", {"F", Form::any, {0, 3, Unit::bytes}}),
            "Field.TooLong: F has 4 bytes; at most 3 are allowed.");
  EXPECT_EQ(reading<std::string>("7"), "Field.Type: F must be a string, not an integer.");
  EXPECT_EQ(reading<std::string>("null"), "Field.NotNull: F cannot be null; it must be a string.");
}

TEST(Type, NumbersAreCheckedAgainstTheirLimits) {
  const Rule positive{"F", Form::any, {1, INT64_MAX}};
  EXPECT_EQ(reading<std::int64_t>("42", positive), "42");
  EXPECT_EQ(reading<std::int64_t>("0", positive), "Field.Range: F must be from 1 to 9223372036854775807.");
  EXPECT_EQ(reading<std::int64_t>("9223372036854775808", positive),
            "Field.Range: F must be from 1 to 9223372036854775807.");
  EXPECT_EQ(reading<std::int64_t>("1e300"), "Field.Range: F must fit 64 bits.");
  EXPECT_EQ(reading<std::int64_t>("1.5", positive), "Field.Type: F must be an integer, not a number.");
  EXPECT_EQ(reading<std::int64_t>("\"42\"", positive), "Field.Type: F must be an integer, not a string.");
  EXPECT_EQ(reading<bool>("true"), "true");
  EXPECT_EQ(reading<bool>("1"), "Field.Type: F must be true or false, not an integer.");
}

TEST(Type, DatesAndTimesMustExist) {
  EXPECT_EQ(reading<base::Date>("\"2024-02-29\""), "\"2024-02-29\"");
  EXPECT_EQ(reading<base::Date>("\"2024-02-30\""),
            "Field.Format: F must be a calendar date that exists, as YYYY-MM-DD.");
  EXPECT_EQ(reading<base::Date>("20240229"), "Field.Type: F must be a date as YYYY-MM-DD, not an integer.");
  EXPECT_EQ(reading<base::Timestamp>("\"2024-03-10T10:00:00.5+01:00\""), "\"2024-03-10T09:00:00Z\"");
  EXPECT_EQ(reading<base::Timestamp>("\"2024-03-10\""),
            "Field.Format: F must be a time such as 2024-03-10T09:00:00Z.");
}

TEST(Type, AnEnumerationTakesItsLabelsOnly) {
  EXPECT_EQ(reading<domain::Status>("\"In Progress\""), "\"In Progress\"");
  EXPECT_EQ(reading<domain::Status>("\"open\""),
            "Field.Value: F must be one of 'Open', 'In Progress', 'Resolved', 'Closed'.");
  EXPECT_EQ(reading<domain::Status>("0"),
            "Field.Type: F must be one of 'Open', 'In Progress', 'Resolved', 'Closed', not an integer.");
}

TEST(Type, NullIsAValueOfWhatMayBeNull) {
  EXPECT_EQ(reading<std::optional<std::string>>("null"), "null");
  EXPECT_EQ(reading<std::optional<base::Date>>("null"), "null");
  EXPECT_EQ(reading<std::optional<base::Date>>("\"2024-02-29\""), "\"2024-02-29\"");
  EXPECT_EQ(reading<std::optional<std::int64_t>>("\"x\""), "Field.Type: F must be an integer, not a string.");
}

TEST(Type, AListOfTextsHasNoDuplicatesAndALimit) {
  const Rule emails{"F", Form::email, {0, 2}};
  EXPECT_EQ(reading<std::vector<std::string>>(R"(["b@x.co","a@x.co"])", emails), R"(["b@x.co","a@x.co"])");
  EXPECT_EQ(reading<std::vector<std::string>>("[]", emails), "[]");
  EXPECT_EQ(reading<std::vector<std::string>>(R"(["a@x.co","a@x.co"])", emails),
            "Field.Duplicate: F names a@x.co twice.");
  EXPECT_EQ(reading<std::vector<std::string>>(R"(["a@x.co","b"])", emails),
            "Field.Format: F must be an e-mail address.");
  EXPECT_EQ(reading<std::vector<std::string>>(R"(["a@x.co",1])", emails),
            "Field.Type: F must be a string, not an integer.");
  EXPECT_EQ(reading<std::vector<std::string>>(R"(["a@x.co","b@x.co","c@x.co"])", emails),
            "Field.TooLong: F has 3 entries; at most 2 are allowed.");
  EXPECT_EQ(reading<std::vector<std::string>>(R"("a@x.co")", emails),
            "Field.Type: F must be an array of strings, not a string.");
}

TEST(Type, EmailAddressesAreToldFromTheRest) {
  for (const std::string_view address :
       {"jane.doe@acme.com", "a@b.co", "o'neil+po@sub.acme.com", "x_y-z@acme-corp.io", "jürgen@müller.de",
        "a!#$%&*/=?^`{|}~@b.co", "1@2.co"})
    EXPECT_TRUE(is_email(address)) << address;
  for (const std::string_view text : {"",
                                      "@",
                                      "jane",
                                      "jane@",
                                      "@acme.com",
                                      "jane@acme",
                                      "jane@@acme.com",
                                      "jane@acme..com",
                                      "jane@.acme.com",
                                      "jane@acme.com.",
                                      ".jane@acme.com",
                                      "jane.@acme.com",
                                      "ja..ne@acme.com",
                                      "jane doe@acme.com",
                                      "jane@acme .com",
                                      "jane@acme.com\n",
                                      "\"jane\"@acme.com",
                                      "jane@ac,me.com",
                                      "jane,doe@acme.com",
                                      "jane@acme_corp.com",
                                      "jane@a@acme.com",
                                      "<jane@acme.com>",
                                      "jane@[127.0.0.1]",
                                      "jane@acme\u0085.com"})
    EXPECT_FALSE(is_email(text)) << text;
  EXPECT_TRUE(is_email(std::string(64, 'a') + "@b.co"));
  EXPECT_FALSE(is_email(std::string(65, 'a') + "@b.co"));
  EXPECT_TRUE(is_email("a@" + std::string(249, 'b') + ".co"));
  EXPECT_FALSE(is_email("a@" + std::string(250, 'b') + ".co"));
}

TEST(Type, ValuesComeBackFromWhatTheDatabaseHolds) {
  std::string scratch;
  using List = std::vector<std::string>;
  for (const List& list : {List{}, List{"a@x.co"}, List{"a@x.co", "b@x.co"}})
    EXPECT_EQ(ValueTraits<List>::from_scalar(ValueTraits<List>::to_scalar(list, scratch)), list);
  const auto date = ValueTraits<base::Date>::to_scalar(base::Date{-3}, scratch);
  EXPECT_EQ(ValueTraits<base::Date>::from_scalar(date), base::Date{-3});
  using Maybe = std::optional<std::string>;
  EXPECT_EQ(ValueTraits<Maybe>::from_scalar(ScalarView{}), std::nullopt);
  EXPECT_EQ(ValueTraits<Maybe>::from_scalar(ScalarView{std::string_view{""}}), Maybe{""});
  EXPECT_EQ(ValueTraits<domain::Priority>::from_scalar(ScalarView{std::int64_t{3}}),
            domain::Priority::critical);
}

}  // namespace expediter::schema
