// What wrong filter expressions are answered with: the code, the position and what was expected there.

#include <gtest/gtest.h>

#include "base/text.h"
#include "ticket_query.h"

namespace expediter::schema {

namespace {

struct Fault {
  std::string_view expression;
  int position;
  std::string_view expected;  // A part of the message.
  std::string_view code = base::violation::kFormat;
};

void expect_faults(std::initializer_list<Fault> cases) {
  for (const auto& [expression, position, expected, code] : cases) {
    const base::Violations all = faults({{"filter", std::string{expression}}});
    ASSERT_EQ(all.size(), 1U) << expression;
    EXPECT_EQ(all[0].field, "filter") << expression;
    EXPECT_EQ(all[0].code, code) << expression;
    const std::string where = "filter, position " + std::to_string(position) + ": ";
    EXPECT_TRUE(all[0].message.starts_with(where)) << expression << "\n" << all[0].message;
    EXPECT_NE(all[0].message.find(expected), std::string::npos) << expression << "\n" << all[0].message;
  }
}

}  // namespace

using namespace base::violation;  // NOLINT(google-build-using-namespace): codes alone, in this file alone.

TEST(FilterFault, AMissingOrWrongNameIsPlaced) {
  expect_faults({
      {"", 1, "a field's name, 'not' or '(', not the end"},
      {"   ", 4, "a field's name"},
      {"not", 4, "a field's name"},
      {"(", 2, "a field's name"},
      {")", 1, "a field's name, 'not' or '(', not ')'"},
      {"()", 2, "a field's name"},
      {"and Status eq 'Open'", 1, "a field's name, 'not' or '(', not 'and'"},
      {"'Status' eq 'Open'", 1, "a field's name"},
      {"= 1", 1, "a field's name, 'not' or '(', not '='"},
      {"Status eq 'Open' and", 21, "a field's name"},
      {"Status eq 'Open' or or Title eq 'x'", 21, "not 'or'"},
      {"Statsu eq 'Open'", 1, "did you mean 'Status'?", kUnknown},
      {"status eq 'Open'", 1, "did you mean 'Status'?", kUnknown},
      {"Due Date lt today", 1, "a name with a space stands in double quotes, as in \"Due Date\"", kUnknown},
      {"\"Due Dat\" lt today", 1, "did you mean 'Due Date'?", kUnknown},
      {"\"\" eq 'x'", 1, "no field ''", kUnknown},
      {"Wombat eq 'x'", 1, "a ticket has no field 'Wombat'", kUnknown},
      {"Title eq 'x' and Wombat eq 'x'", 18, "no field 'Wombat'", kUnknown},
      {"Notes eq 'x'", 1, "Notes cannot be filtered by", kNotAllowed},
      {"not (Title eq 'x' or Wombat is null)", 22, "no field 'Wombat'", kUnknown},
  });
}

TEST(FilterFault, AMissingOrWrongOperatorIsPlaced) {
  expect_faults({
      {"Status", 7, "an operator (eq, ne, lt, le, gt, ge, in, is null), not the end"},
      {"Status = 'Open'", 8, "an operator (eq,"},
      {"Status 'Open'", 8, "an operator (eq,"},
      {"Status equals 'Open'", 8, "not 'equals'"},
      {"Status not in ('Open')", 8, "an operator"},
      {"Title like 'x'", 7, "contains, startswith, is null"},
      {"Status contains 'Op'", 8, "an operator for Status (eq, ne, lt, le, gt, ge, in, is null)",
       kNotAllowed},
      {"Status startswith 'Op'", 8, "an operator for Status", kNotAllowed},
      {"\"Due Date\" contains '2024'", 12, "an operator for Due Date", kNotAllowed},
      {"\"Linked PO Id\" startswith 4", 16, "an operator for Linked PO Id", kNotAllowed},
      {"Subscribers lt 'a'", 13, "an operator for Subscribers (eq, ne, in, contains, is null)", kNotAllowed},
      {"Subscribers startswith 'a'", 13, "an operator for Subscribers", kNotAllowed},
      {"Title is", 9, "'null' or 'not null', not the end"},
      {"Title is nul", 10, "'null' or 'not null', not 'nul'"},
      {"Title is not", 13, "'null' or 'not null'"},
      {"Title is 'x'", 10, "'null' or 'not null'"},
  });
}

TEST(FilterFault, AMissingOrWrongValueIsPlaced) {
  expect_faults({
      {"Status eq", 10, "one of 'Open', 'In Progress', 'Resolved', 'Closed' in single quotes, not the end"},
      {"Status eq Open", 11, "in single quotes, not 'Open'"},
      {"Status eq \"Open\"", 11, "in single quotes"},
      {"Status eq null and", 19, "a field's name"},
      {"Status lt null", 11, "one of 'Open'"},
      {"Status eq 'Opne'", 11, "one of 'Open', 'In Progress', 'Resolved', 'Closed', not 'Opne'", kValue},
      {"Status eq ''", 11, "one of 'Open'", kValue},
      {"Priority ge 'Urgent'", 13, "one of 'Low', 'Medium', 'High', 'Critical', not 'Urgent'", kValue},
      {"Title eq 5", 10, "a string in single quotes, not '5'"},
      {"Title eq me", 10, "a string in single quotes, not 'me'"},
      {"Title contains null", 16, "a string in single quotes"},
      {"Title contains", 15, "a string in single quotes, not the end"},
      {"Title eq (", 10, "a string in single quotes, not '('"},
      {"id eq 'TKT-1'", 7, "a ticket's id such as TKT-001, not 'TKT-1'", kValue},
      {"id eq 7", 7, "a ticket's id such as TKT-001, not '7'", kValue},
      {"\"Linked PO Id\" eq 'x'", 19, "an integer, not 'x'", kValue},
      {"\"Linked PO Id\" eq 1.5", 19, "an integer, not '1.5'", kValue},
      {"\"Linked PO Id\" eq 9223372036854775808", 19, "an integer", kValue},
      {"\"Linked PO Id\" eq today", 19, "an integer, not 'today'", kValue},
      {"\"Due Date\" lt '2024-02-30'", 15, "a date as YYYY-MM-DD, or such as today", kValue},
      {"\"Due Date\" lt 2024-2-3", 15, "a date as YYYY-MM-DD", kValue},
      {"\"Due Date\" lt tomorrow", 15, "a date as YYYY-MM-DD", kValue},
      {"\"Due Date\" lt today+3m", 15, "a date as YYYY-MM-DD", kValue},
      {"\"Due Date\" lt today+", 15, "a date as YYYY-MM-DD", kValue},
      {"\"Due Date\" lt today+d", 15, "a date as YYYY-MM-DD", kValue},
      {"\"Due Date\" lt today 3x", 21, "a number of days or weeks, such as 3d or 1w, not '3x'", kValue},
      {"\"Due Date\" lt today+999999d", 15, "a date as YYYY-MM-DD", kValue},
      {"\"Due Date\" lt '2024-03-01T00:00:00Z'", 15, "a date as YYYY-MM-DD", kValue},
      {"\"Created At\" lt '2024-03-01 10:00'", 17, "a time as 2024-03-10T09:00:00Z, a date", kValue},
      {"\"Created At\" lt '2024-03-01T25:00:00Z'", 17, "a time as", kValue},
  });
}

TEST(FilterFault, AListIsReadToItsEnd) {
  expect_faults({
      {"Status in", 10, "'(' and a list of values, not the end"},
      {"Status in 'Open'", 11, "'(' and a list of values"},
      {"Status in (", 12, "one of 'Open'"},
      {"Status in ()", 12, "one of 'Open'"},
      {"Status in ('Open'", 18, "',' or ')', not the end"},
      {"Status in ('Open' 'Closed')", 19, "',' or ')', not 'Closed'"},
      {"Status in ('Open',", 19, "one of 'Open'"},
      {"Status in ('Open',)", 19, "one of 'Open'"},
      {"Status in ('Open','Shut')", 19, "not 'Shut'", kValue},
      {"Status in (('Open'))", 12, "one of 'Open'"},
  });
}

TEST(FilterFault, WhatFollowsAConditionIsPlaced) {
  expect_faults({
      {"Status eq 'Open' Priority eq 'Low'", 18, "'and', 'or' or the end, not 'Priority'"},
      {"Status eq 'Open')", 17, "'and', 'or' or the end, not ')'"},
      {"Status eq 'Open' && Title eq 'x'", 18, "'and', 'or' or the end, not '&'"},
      {"(Status eq 'Open'", 18, "'and', 'or' or ')', not the end"},
      {"(Status eq 'Open' Title eq 'x')", 19, "'and', 'or' or ')', not 'Title'"},
      {"((Status eq 'Open') and (Title eq 'x')", 39, "'and', 'or' or ')'"},
      {"Status is null null", 16, "'and', 'or' or the end"},
      {"Status eq 'Open';", 17, "not ';'"},
  });
}

TEST(FilterFault, AQuoteMustBeClosed) {
  expect_faults({
      {"Title eq 'x", 10, "a closing ' for this one"},
      {"Title eq '", 10, "a closing ' for this one"},
      {"Title eq 'x''", 10, "a closing ' for this one"},
      {"\"Due Date lt today", 1, "a closing \" for this one"},
      {"Title eq 'x' and \"", 18, "a closing \" for this one"},
  });
}

TEST(FilterFault, TheFirstFaultIsTheOneReported) {
  expect_faults({
      {"Wombat eq 'x", 1, "no field 'Wombat'", kUnknown},
      {"Status eq 'Shut' and Title eq 'x", 11, "not 'Shut'", kValue},
      {"Status like 'x", 8, "an operator"},
  });
}

TEST(FilterFault, PositionsCountCharactersNotBytes) {
  expect_faults({
      {"Title eq 'Zürich 倉庫' und", 22, "not 'und'"},
      {"Title eq 'é' and 倉 eq 'x'", 18, "no field '倉'", kUnknown},
      {"Title eq 'x' → 1", 14, "not '→'"},
  });
}

TEST(FilterFault, ControlCharactersAndMalformedTextAreRefused) {
  using namespace std::string_view_literals;
  expect_faults({
      {"Title eq 'a\0b'"sv, 12, "without control characters"},
      {"\0"sv, 1, "without control characters"},
      {"Title eq '\x1b[2J'", 11, "without control characters"},
      {"Title eq 'x\x7f'", 12, "without control characters"},
      {"Title eq '\xC2\x85'", 11, "without control characters"},
      {"Title eq '\xFF'", 1, "UTF-8"},
      {"Title eq '\xC3", 1, "UTF-8"},
  });
}

TEST(FilterFault, EveryLimitIsNamed) {
  const std::string deep(kMaxFilterDepth + 1, '(');
  std::string many = "Title eq '0'";
  for (std::size_t i = 0; i < kMaxFilterConditions; ++i) many += " or Title eq 'x'";
  std::string values = "id in (TKT-001";
  for (std::size_t i = 0; i < kMaxFilterValues; ++i) values += ",TKT-001";
  const std::string last = std::to_string(many.size() - std::string_view{"Title eq 'x'"}.size() + 1);
  EXPECT_EQ(fault({{"filter", deep}}),
            "Field.TooLong: filter, position 33: at most 32 parentheses may be open at once.");
  EXPECT_EQ(fault({{"filter", many}}),
            "Field.TooLong: filter, position " + last + ": at most 100 conditions are allowed.");
  EXPECT_EQ(fault({{"filter", values + ")"}}),
            "Field.TooLong: filter, position 4008: at most 500 values are allowed.");
  EXPECT_EQ(fault({{"filter", "Title eq '" + std::string(kMaxFilterBytes, 'x') + "'"}}),
            "Field.TooLong: filter, position 1: at most 8192 bytes are allowed.");
}

TEST(FilterFault, AMessageShowsOnlyTheBeginningOfWhatItWasSent) {
  const std::string text = fault({{"filter", "Status eq '" + std::string(5'000, 'x') + "'"}});
  EXPECT_LT(text.size(), 300U);
  EXPECT_NE(text.find("xxx…'"), std::string::npos);
  EXPECT_TRUE(base::is_utf8(fault({{"filter", std::string(30, 'x') + "ééééééééééééééééé eq 'x'"}})));
}

TEST(FilterFault, EveryPrefixOfAnExpressionIsRefusedOrMeansSomething) {
  const std::string whole =
      "not (Status in ('Open','Closed') or \"Due Date\" lt today+3d) and Title contains 'x'";
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string answer = fault({{"filter", whole.substr(0, size)}});
    EXPECT_TRUE(answer == "fine" || answer.find("filter, position ") != std::string::npos) << answer;
  }
  EXPECT_EQ(fault({{"filter", whole}}), "fine");
}

TEST(FilterFault, AloneItIsThrownAsAnErrorOfTheApi) {
  try {
    parse_filter("Status eq", tickets(), ticket_context());
    FAIL() << "accepted";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::ErrorCode::query_invalid);
    EXPECT_EQ(error.violations().size(), 1U);
    EXPECT_EQ(error.message(), error.violations().front().message);
  }
}

}  // namespace expediter::schema
