// What the parameters of a list mean, and what wrong ones are answered with.

#include "schema/query.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ticket_query.h"

namespace expediter::schema {

namespace {

std::string selection_of(const std::vector<Parameter>& parameters) {
  return std::string{ask(parameters).selection()};
}

// "-Updated At, Due Date" of a query's sort.
std::string sort_of(std::string_view text) {
  std::string out;
  for (const SortKey& key : ask({{"sort", std::string{text}}}).sort) {
    if (!out.empty()) out += ", ";
    out += key.descending ? "-" : "";
    out += tickets().fields[key.field].name;
  }
  return out;
}

}  // namespace

TEST(Query, WithoutParametersEverythingIsAskedForInTheDefaultOrder) {
  const Query query = ask({});
  EXPECT_EQ(query.filter.kind, Filter::Kind::all_of);
  EXPECT_TRUE(query.filter.children.empty());
  EXPECT_EQ(query.sort, (std::vector<SortKey>{{ticket_field("Updated At"), true}}));
  EXPECT_FALSE(query.sort_given);
  EXPECT_EQ(query.page, 1);
  EXPECT_EQ(query.page_size, 50);
  EXPECT_TRUE(query.words.empty() && query.fields.empty() && query.cursor.empty());
  EXPECT_EQ(query.canonical, "all() -Updated At");
  EXPECT_EQ(query.selection(), "all()");
}

TEST(Query, AFieldsParameterMeansAnyOfItsValues) {
  const std::vector<std::pair<Parameter, std::string_view>> cases{
      {{"Status", "Open"}, "all(Status = 0)"},
      {{"Status", "Open,In Progress"}, "all(Status in 0 1)"},
      {{"Priority", "Critical,High,Critical"}, "all(Priority in 2 3)"},
      {{"id", "TKT-007"}, "all(id = 7)"},
      {{"Title", "a'b\"c;--"}, "all(Title = t8:a'b\"c;--)"},
      {{"Category", "Ocean Freight"}, "all(Category = t13:Ocean Freight)"},
      {{"Assignee Email", ""}, "all(Assignee Email null)"},
      {{"Assignee Email", "me"}, "all(Assignee Email = t17:jane.doe@acme.com)"},
      {{"Assignee Email", "a@b.co,"}, "all(Assignee Email in null t6:a@b.co)"},
      {{"Assignee Email", ",me"}, "all(Assignee Email in null t17:jane.doe@acme.com)"},
      {{"Assignee Email", ","}, "all(Assignee Email null)"},
      {{"Subscribers", "me,a@b.co"}, "all(Subscribers in t6:a@b.co t17:jane.doe@acme.com)"},
      {{"Subscribers", ""}, "all(Subscribers null)"},
      {{"Due Date", "2024-03-01"}, "all(Due Date = 19783)"},
      {{"Due Date", "today"}, "all(Due Date = 19792)"},
      {{"Due Date", "today+3d"}, "all(Due Date = 19795)"},
      {{"Due Date", "today 3d"}, "all(Due Date = 19795)"},
      {{"Due Date", "today-1w,today,"}, "all(Due Date in null 19785 19792)"},
      {{"Created At", "today"}, "all(Created At < 1710115200;Created At >= 1710028800)"},
      {{"Created At", "2024-03-10T00:00:00Z"}, "all(Created At = 1710028800)"},
      {{"Linked PO Id", "42"}, "all(Linked PO Id = 42)"},
      {{"Linked PO Number", "PO-2024-001"}, "all(Linked PO Number = t11:po-2024-001)"},
  };
  for (const auto& [parameter, selection] : cases)
    EXPECT_EQ(selection_of({parameter}), selection) << parameter.name << "=" << parameter.value;
}

TEST(Query, ParametersAndTheFilterAreAnded) {
  EXPECT_EQ(
      selection_of({{"Status", "Open"}, {"filter", "Title eq 'x' and id gt TKT-005"}, {"Priority", "High"}}),
      "all(Priority = 2;Status = 0;Title = t1:x;id > 5)");
}

TEST(Query, EqualQuestionsHaveOneCanonicalText) {
  const std::string text = ask({{"Status", "Open"}, {"Priority", "High,Critical"}}).canonical;
  EXPECT_EQ(ask({{"Priority", "Critical,High"}, {"Status", "Open"}}).canonical, text);
  EXPECT_EQ(ask({{"filter", "Priority in ('Critical','High') and Status eq 'Open'"}}).canonical, text);
  EXPECT_EQ(ask({{"filter", "not (Status ne 'Open' or not Priority in ('Critical','High'))"}}).canonical,
            text);
  EXPECT_EQ(
      ask({{"Status", "Open"}, {"Priority", "High,Critical"}, {"page", "7"}, {"page_size", "3"}}).canonical,
      text);
  EXPECT_EQ(ask({{"Due Date", "today"}}).canonical, ask({{"Due Date", "2024-03-10"}}).canonical);
  EXPECT_EQ(ask({{"Status", "Open"}, {"filter", "Status eq 'Open'"}}).canonical,
            ask({{"Status", "Open"}}).canonical);
}

TEST(Query, DifferentQuestionsHaveDifferentCanonicalTexts) {
  const std::vector<std::vector<Parameter>> questions{
      {},
      {{"Status", "Open"}},
      {{"filter", "Status ne 'Open'"}},
      {{"filter", "Status le 'Open'"}},
      {{"Title", "Open"}},
      {{"Title", "Open;Status = 0"}},
      {{"Title", "Open"}, {"Status", "Open"}},
      {{"filter", "Title eq 'Open' or Status eq 'Open'"}},
      {{"filter", "Title contains 'Open'"}},
      {{"filter", "not Title contains 'Open'"}},
      {{"q", "open"}},
      {{"q", "open dock"}},
      {{"q", "dock open"}},
      {{"Title", ""}},
      {{"Title", "null"}},
      {{"Status", "Open"}, {"sort", "Title"}},
      {{"Status", "Open"}, {"sort", "-Title"}},
      {{"Status", "Open"}, {"sort", "Title,Priority"}},
  };
  std::vector<std::string> texts;
  for (const auto& question : questions) texts.push_back(ask(question).canonical);
  std::sort(texts.begin(), texts.end());
  EXPECT_EQ(std::adjacent_find(texts.begin(), texts.end()), texts.end());
}

TEST(Query, TheSelectionDoesNotDependOnTheOrder) {
  EXPECT_EQ(selection_of({{"Status", "Open"}, {"sort", "Title"}}), selection_of({{"Status", "Open"}}));
}

TEST(Query, BothSyntaxesOfSortAreRead) {
  const std::vector<std::pair<std::string_view, std::string_view>> cases{
      {"Priority", "Priority"},
      {"-Priority", "-Priority"},
      {"+Priority", "Priority"},
      {" Priority", "Priority"},
      {"Priority desc", "-Priority"},
      {"Priority asc", "Priority"},
      {"Priority Descending", "-Priority"},
      {"Priority Ascending", "Priority"},
      {"Priority DESC", "-Priority"},
      {"Due Date", "Due Date"},
      {"-Due Date", "-Due Date"},
      {"Due Date desc", "-Due Date"},
      {"\"Due Date\"", "Due Date"},
      {"\"Due Date\" desc", "-Due Date"},
      {"-\"Due Date\"", "-Due Date"},
      {"\"Due Date\"  descending ", "-Due Date"},
      {"Priority desc, \"Due Date\"", "-Priority, Due Date"},
      {"-Priority,Due Date", "-Priority, Due Date"},
      {"Status, -Priority ,Category desc,id", "Status, -Priority, -Category, id"},
      {"Linked PO Number", "Linked PO Number"},
  };
  for (const auto& [text, keys] : cases) EXPECT_EQ(sort_of(text), keys) << text;
  EXPECT_TRUE(ask({{"sort", "-Updated At"}}).sort_given);
}

TEST(Query, AWrongSortSaysWhereAndWhy) {
  const std::vector<std::pair<std::string_view, std::string_view>> cases{
      {"", "Field.Format: sort, position 1: expected a field's name."},
      {"Priority,", "Field.Format: sort, position 10: expected a field's name."},
      {",Priority", "Field.Format: sort, position 1: expected a field's name."},
      {"-", "Field.Format: sort, position 2: expected a field's name."},
      {"Prioritty",
       "Field.Unknown: sort, position 1: expected a field's name: a ticket has no field 'Prioritty'; "
       "did you mean 'Priority'?"},
      {"Title, -Du Date",
       "Field.Unknown: sort, position 9: expected a field's name: a ticket has no field "
       "'Du Date'; did you mean 'Due Date'?"},
      {"Priority down",
       "Field.Unknown: sort, position 1: expected a field's name: a ticket has no field "
       "'Priority down'."},
      {"\"Due Date\" down",
       "Field.Format: sort, position 12: expected 'asc' or 'desc' behind a name, not 'down'."},
      {"Description", "Field.NotAllowed: sort, position 1: Description cannot be sorted by."},
      {"Title,Notes", "Field.NotAllowed: sort, position 7: Notes cannot be sorted by."},
      {"Title,-Title", "Field.Duplicate: sort, position 8: Title is given more than once."},
      {"Title,id,Status,Priority,Category", "Field.TooLong: sort, position 26: at most 4 keys are allowed."},
  };
  for (const auto& [text, answer] : cases) EXPECT_EQ(fault({{"sort", std::string{text}}}), answer) << text;
}

TEST(Query, FieldsAreKeptInTheClientsOrder) {
  EXPECT_EQ(ask({{"fields", "id,Title, \"Due Date\""}}).fields,
            (std::vector<std::size_t>{ticket_field("id"), ticket_field("Title"), ticket_field("Due Date")}));
  EXPECT_EQ(ask({{"fields", "Notes"}}).fields, std::vector<std::size_t>{ticket_field("Notes")});
  EXPECT_EQ(fault({{"fields", ""}}), "Field.Format: fields, position 1: expected a field's name.");
  EXPECT_EQ(fault({{"fields", "id,Titel"}}),
            "Field.Unknown: fields, position 4: expected a field's name: a ticket has no field 'Titel'; did "
            "you mean "
            "'Title'?");
  EXPECT_EQ(fault({{"fields", "id,id"}}), "Field.Duplicate: fields, position 4: id is given more than once.");
}

TEST(Query, SearchWordsAreFoldedAndTheLastIsAPrefix) {
  EXPECT_EQ(ask({{"q", "Late SHIPMENT acm"}}).words, (std::vector<std::string>{"late", "shipment", "acm"}));
  EXPECT_EQ(ask({{"q", "shipment, late; acm"}}).words, (std::vector<std::string>{"shipment", "late", "acm"}));
  EXPECT_EQ(ask({{"q", "late late la"}}).words, (std::vector<std::string>{"late", "la"}));
  EXPECT_EQ(ask({{"q", "PO-2024-001"}}).words, (std::vector<std::string>{"po-2024-001"}));
  EXPECT_EQ(ask({{"q", "\"a  C\" OR b*"}}).words, (std::vector<std::string>{"\"a c", "or", "b"}));
  EXPECT_EQ(ask({{"q", "ZÜRICH"}}).words, (std::vector<std::string>{"zurich"}));
  EXPECT_TRUE(ask({{"q", ""}}).words.empty());
  EXPECT_TRUE(ask({{"q", " -*\"' ()"}}).words.empty());
}

TEST(Query, ASearchIsNewestFirstUnlessTheClientSorts) {
  EXPECT_EQ(ask({{"q", "late"}}).sort, (std::vector<SortKey>{{ticket_field("id"), true}}));
  EXPECT_EQ(ask({{"q", "***"}}).sort, (std::vector<SortKey>{{ticket_field("Updated At"), true}}));
  EXPECT_EQ(ask({{"q", "late"}, {"sort", "Title"}}).sort,
            (std::vector<SortKey>{{ticket_field("Title"), false}}));
}

TEST(Query, TooManySearchWordsAreRefused) {
  std::string words;
  for (std::size_t i = 0; i < kMaxSearchWords; ++i) words += "w" + std::to_string(i) + " ";
  EXPECT_EQ(fault({{"q", words}}), "fine");
  EXPECT_EQ(fault({{"q", words + "more"}}), "Field.TooLong: q, position 1: at most 16 words are allowed.");
}

TEST(Query, PagesAreNumbersInRange) {
  EXPECT_EQ(ask({{"page", "1000000000"}}).page, kMaxPage);
  EXPECT_EQ(ask({{"page_size", "500"}}).page_size, kMaxPageSize);
  const std::vector<std::pair<Parameter, std::string_view>> cases{
      {{"page", "0"},
       "Field.Range: page, position 1: expected a whole number from 1 to 1000000000, not '0'."},
      {{"page", "-1"},
       "Field.Range: page, position 1: expected a whole number from 1 to 1000000000, not '-1'."},
      {{"page", "1000000001"},
       "Field.Range: page, position 1: expected a whole number from 1 to 1000000000, not '1000000001'."},
      {{"page", "99999999999999999999"},
       "Field.Type: page, position 1: expected a whole number from 1 to 1000000000, not "
       "'99999999999999999999'."},
      {{"page", ""}, "Field.Type: page, position 1: expected a whole number from 1 to 1000000000, not ''."},
      {{"page", "two"},
       "Field.Type: page, position 1: expected a whole number from 1 to 1000000000, not 'two'."},
      {{"page", "1.5"},
       "Field.Type: page, position 1: expected a whole number from 1 to 1000000000, not '1.5'."},
      {{"page", " 1"},
       "Field.Type: page, position 1: expected a whole number from 1 to 1000000000, not ' 1'."},
      {{"page_size", "0"},
       "Field.Range: page_size, position 1: expected a whole number from 1 to 500, not '0'."},
      {{"page_size", "501"},
       "Field.Range: page_size, position 1: expected a whole number from 1 to 500, not '501'."},
  };
  for (const auto& [parameter, answer] : cases) EXPECT_EQ(fault({parameter}), answer);
}

TEST(Query, APageAndACursorExcludeEachOther) {
  EXPECT_EQ(ask({{"cursor", "abc"}, {"page_size", "5"}}).cursor, "abc");
  EXPECT_EQ(fault({{"page", "1"}, {"cursor", "abc"}}),
            "Field.NotAllowed: page, position 1: expected either page or cursor, not both.");
  EXPECT_EQ(fault({{"cursor", "abc"}, {"page", "1"}}),
            "Field.NotAllowed: page, position 1: expected either page or cursor, not both.");
  EXPECT_EQ(fault({{"cursor", ""}}),
            "Field.Format: cursor, position 1: expected the next_cursor of an earlier answer.");
}

TEST(Query, AnUnknownParameterNamesTheNearest) {
  const std::vector<std::pair<std::string_view, std::string_view>> cases{
      {"status", "There is no parameter 'status'; did you mean 'Status'?"},
      {"Assignee_Email", "There is no parameter 'Assignee_Email'; did you mean 'Assignee Email'?"},
      {"pagesize", "There is no parameter 'pagesize'; did you mean 'page_size'?"},
      {"filtr", "There is no parameter 'filtr'; did you mean 'filter'?"},
      {"order", "There is no parameter 'order'."},
      {"", "There is no parameter ''."},
  };
  for (const auto& [name, message] : cases)
    EXPECT_EQ(fault({{std::string{name}, "x"}}), "Field.Unknown: " + std::string{message});
}

TEST(Query, WhereNothingIsSearchedQIsUnknown) {
  QueryContext context = ticket_context();
  context.searchable = false;
  const std::vector<Parameter> parameters{{"q", "late"}};
  EXPECT_THROW(parse_query(parameters, tickets(), context), base::Error);
}

TEST(Query, ParametersOfTheEndpointsOwnArePassedOver) {
  const std::vector<std::string_view> extra{"by", "format"};
  const std::vector<Parameter> parameters{{"by", "x"}, {"format", "csv"}, {"Status", "Open"}};
  EXPECT_EQ(parse_query(parameters, tickets(), ticket_context(), extra).selection(), "all(Status = 0)");
  const std::vector<Parameter> misspelt{{"fromat", "csv"}};
  try {
    parse_query(misspelt, tickets(), ticket_context(), extra);
    FAIL() << "accepted";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.message(), "There is no parameter 'fromat'; did you mean 'format'?");
  }
}

TEST(Query, AWrongValueOfAFieldSaysWhere) {
  const std::vector<std::pair<Parameter, std::string_view>> cases{
      {{"Status", "Opne"},
       "Field.Value: Status, position 1: expected one of 'Open', 'In Progress', 'Resolved', 'Closed', not "
       "'Opne'."},
      {{"Status", "Open, Closed"},
       "Field.Value: Status, position 6: expected one of 'Open', 'In Progress', 'Resolved', 'Closed', not ' "
       "Closed'."},
      {{"Due Date", "2024-02-30"},
       "Field.Value: Due Date, position 1: expected a date as YYYY-MM-DD, or such as today, today+3d or "
       "today-1w, not "
       "'2024-02-30'."},
      {{"id", "TKT-001,7"}, "Field.Value: id, position 9: expected a ticket's id such as TKT-001, not '7'."},
      {{"Linked PO Id", "4 2"}, "Field.Value: Linked PO Id, position 1: expected an integer, not '4 2'."},
      {{"Notes", "x"}, "Field.NotAllowed: Notes, position 1: this field cannot be filtered by."},
  };
  for (const auto& [parameter, answer] : cases) EXPECT_EQ(fault({parameter}), answer);
  std::string many = "1";
  for (std::size_t i = 0; i < kMaxFilterValues; ++i) many += ",1";
  EXPECT_EQ(fault({{"Linked PO Id", many}}),
            "Field.TooLong: Linked PO Id, position 1001: at most 500 values are allowed.");
}

TEST(Query, EverythingWrongIsReportedAtOnce) {
  const std::vector<Parameter> parameters{
      {"filter", "Status eq"}, {"sort", "Wombat"}, {"page", "0"}, {"page_size", "x"}, {"fields", "Wombat"},
      {"Priority", "Urgent"},  {"wombat", "1"},    {"q", "a"},    {"q", "b"}};
  const base::Violations all = faults(parameters);
  std::vector<std::string> fields;
  for (const base::Violation& violation : all) fields.push_back(violation.field + " " + violation.code);
  EXPECT_EQ(fields,
            (std::vector<std::string>{"filter Field.Format", "sort Field.Unknown", "page Field.Range",
                                      "page_size Field.Type", "fields Field.Unknown", "Priority Field.Value",
                                      "wombat Field.Unknown", "q Field.Duplicate"}));
  try {
    ask(parameters);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.message(), all.front().message + " (7 more in Errors)");
  }
}

}  // namespace expediter::schema
