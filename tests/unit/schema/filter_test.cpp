// What filter expressions mean: each case is an expression and the canonical text of the tree it becomes.

#include <gtest/gtest.h>

#include "ticket_query.h"

namespace expediter::schema {

namespace {

struct Meaning {
  std::string_view expression;
  std::string_view selection;
};

std::string selection_of(std::string_view expression) {
  return std::string{ask({{"filter", std::string{expression}}}).selection()};
}

void expect_meanings(std::initializer_list<Meaning> cases) {
  for (const auto& [expression, selection] : cases)
    EXPECT_EQ(selection_of(expression), selection) << expression;
}

}  // namespace

TEST(Filter, EveryOperatorReadsItsValue) {
  expect_meanings({
      {"Status eq 'Open'", "all(Status = 0)"},
      {"Status ne 'Open'", "all(Status <> 0)"},
      {"Priority lt 'High'", "all(Priority < 2)"},
      {"Priority le 'High'", "all(Priority <= 2)"},
      {"Priority gt 'Low'", "all(Priority > 0)"},
      {"Priority ge 'Critical'", "all(Priority >= 3)"},
      {"Status in ('Open')", "all(Status = 0)"},
      {"Status in ('Closed', 'Open','Resolved')", "all(Status in 0 2 3)"},
      {"Status in ('Open','Open')", "all(Status = 0)"},
      {"Title contains 'Dock 7'", "all(Title contains t6:dock 7)"},
      {"Title startswith 'Late'", "all(Title starts t4:late)"},
      {"Title eq 'Late'", "all(Title = t4:Late)"},
      {"Title lt 'M'", "all(Title < t1:M)"},
      {"Description is null", "all(Description null)"},
      {"Description is not null", "all(!Description null)"},
      {"Description eq null", "all(Description null)"},
      {"Description ne null", "all(!Description null)"},
      {"Description eq ''", "all(Description = t0:)"},
      {"Description contains ''", "all(Description contains t0:)"},
      {"Subscribers eq 'a@b.co'", "all(Subscribers = t6:a@b.co)"},
      {"Subscribers contains 'A@b.co'", "all(Subscribers contains t6:a@b.co)"},
      {"Subscribers in ('a@b.co', 'c@d.co')", "all(Subscribers in t6:a@b.co t6:c@d.co)"},
      {"Subscribers is null", "all(Subscribers null)"},
  });
}

TEST(Filter, ValuesFollowTheFieldsType) {
  expect_meanings({
      {"id eq 'TKT-042'", "all(id = 42)"},
      {"id eq TKT-042", "all(id = 42)"},
      {"id in ('TKT-002', 'TKT-001')", "all(id in 1 2)"},
      {"id gt 'TKT-1000'", "all(id > 1000)"},
      {"\"Linked PO Id\" eq 42", "all(Linked PO Id = 42)"},
      {"\"Linked PO Id\" eq '42'", "all(Linked PO Id = 42)"},
      {"\"Linked PO Id\" gt -1", "all(Linked PO Id > -1)"},
      {"\"Linked PO Id\" in (1, 2, null)", "all(Linked PO Id in null 1 2)"},
      {"\"Linked PO Number\" eq 'PO-1'", "all(Linked PO Number = t4:po-1)"},
      {"\"Due Date\" eq '2024-02-29'", "all(Due Date = 19782)"},
      {"\"Due Date\" eq 2024-02-29", "all(Due Date = 19782)"},
      {"\"Due Date\" lt today", "all(Due Date < 19792)"},
      {"\"Due Date\" lt 'today'", "all(Due Date < 19792)"},
      {"\"Due Date\" lt TODAY", "all(Due Date < 19792)"},
      {"\"Due Date\" le today+3d", "all(Due Date <= 19795)"},
      {"\"Due Date\" le today 3d", "all(Due Date <= 19795)"},
      {"\"Due Date\" le 'today+3d'", "all(Due Date <= 19795)"},
      {"\"Due Date\" ge today-1w", "all(Due Date >= 19785)"},
      {"\"Due Date\" ge today-99999w", "all(Due Date >= -680201)"},
      {"\"Due Date\" in (today, today+1d)", "all(Due Date in 19792 19793)"},
      {"\"Due Date\" gt today and Status eq 'Open'", "all(Due Date > 19792;Status = 0)"},
      {"\"Updated At\" lt '2024-03-10T09:00:00Z'", "all(Updated At < 1710061200)"},
      {"\"Updated At\" lt 2024-03-10T10:00:00+01:00", "all(Updated At < 1710061200)"},
      {"\"Assignee Email\" eq me", "all(Assignee Email = t17:jane.doe@acme.com)"},
      {"\"Assignee Email\" eq 'me'", "all(Assignee Email = t17:jane.doe@acme.com)"},
      {"\"Reporter Email\" ne me", "all(Reporter Email <> t17:jane.doe@acme.com)"},
      {"Subscribers contains me", "all(Subscribers contains t17:jane.doe@acme.com)"},
      {"\"Assignee Email\" contains 'me'", "all(Assignee Email contains t2:me)"},
      {"Title eq 'me'", "all(Title = t2:me)"},
      {"Title eq 'today'", "all(Title = t5:today)"},
  });
}

TEST(Filter, ADayComparedWithATimeIsTheWholeDay) {
  const std::string begin = "1710028800";
  const std::string end = "1710115200";
  const std::string at = "\"Created At\" ";
  EXPECT_EQ(selection_of(at + "eq '2024-03-10'"),
            "all(Created At < " + end + ";Created At >= " + begin + ")");
  EXPECT_EQ(selection_of(at + "eq today"), "all(Created At < " + end + ";Created At >= " + begin + ")");
  EXPECT_EQ(selection_of(at + "ne today"), "all(any(Created At < " + begin + ";Created At >= " + end + "))");
  EXPECT_EQ(selection_of("not " + at + "eq today"), selection_of(at + "ne today"));
  EXPECT_EQ(selection_of(at + "lt today"), "all(Created At < " + begin + ")");
  EXPECT_EQ(selection_of(at + "le today"), "all(Created At < " + end + ")");
  EXPECT_EQ(selection_of(at + "gt today"), "all(Created At >= " + end + ")");
  EXPECT_EQ(selection_of(at + "ge today"), "all(Created At >= " + begin + ")");
  EXPECT_EQ(selection_of(at + "in (today, 2024-03-12T00:00:00Z)"),
            "all(any(Created At = 1710201600;all(Created At < " + end + ";Created At >= " + begin + ")))");
}

TEST(Filter, NotReachesTheLeavesAndDissolvesThere) {
  expect_meanings({
      {"not Status eq 'Open'", "all(Status <> 0)"},
      {"not Status ne 'Open'", "all(Status = 0)"},
      {"not not Status eq 'Open'", "all(Status = 0)"},
      {"not Priority lt 'High'", "all(Priority >= 2)"},
      {"not Priority le 'High'", "all(Priority > 2)"},
      {"not Priority gt 'High'", "all(Priority <= 2)"},
      {"not Priority ge 'High'", "all(Priority < 2)"},
      {"not \"Due Date\" lt today", "all(!Due Date < 19792)"},
      {"not Description is null", "all(!Description null)"},
      {"not Description is not null", "all(Description null)"},
      {"not Status in ('Open', 'Closed')", "all(!Status in 0 3)"},
      {"not Title contains 'x'", "all(!Title contains t1:x)"},
      {"not (Status eq 'Open' and Priority eq 'Low')", "all(any(Priority <> 0;Status <> 0))"},
      {"not (Status eq 'Open' or Priority eq 'Low')", "all(Priority <> 0;Status <> 0)"},
      {"not (Status eq 'Open' or not (Priority eq 'Low' or Title contains 'x'))",
       "all(Status <> 0;any(Priority = 0;Title contains t1:x))"},
  });
}

TEST(Filter, AndBindsTighterThanOrAndNotTighterThanBoth) {
  expect_meanings({
      {"Status eq 'Open' or Priority eq 'Low' and Title eq 'x'",
       "all(any(Status = 0;all(Priority = 0;Title = t1:x)))"},
      {"(Status eq 'Open' or Priority eq 'Low') and Title eq 'x'",
       "all(Title = t1:x;any(Priority = 0;Status = 0))"},
      {"not Status eq 'Open' and Priority eq 'Low'", "all(Priority = 0;Status <> 0)"},
      {"Status eq 'Open' and (Priority eq 'Low' and (Title eq 'x'))",
       "all(Priority = 0;Status = 0;Title = t1:x)"},
      {"Status eq 'Open' and (Priority in ('High','Critical') or \"Due Date\" lt '2024-04-01') and not Title "
       "contains 'test'",
       "all(!Title contains t4:test;Status = 0;any(Due Date < 19814;Priority in 2 3))"},
  });
}

TEST(Filter, KeywordsIgnoreCaseButNamesAndValuesDoNot) {
  EXPECT_EQ(selection_of("NOT Status EQ 'Open' AND Title IS NOT NULL"), "all(!Title null;Status <> 0)");
  EXPECT_NE(fault({{"filter", "status eq 'Open'"}}), "fine");
  EXPECT_NE(fault({{"filter", "Status eq 'open'"}}), "fine");
}

TEST(Filter, SpacesAreFreeAndQuotesDoubled) {
  expect_meanings({
      {"  Status  eq  'Open'  ", "all(Status = 0)"},
      {"Status eq'Open'and(Priority eq'Low')", "all(Priority = 0;Status = 0)"},
      {"\tStatus\neq\r'Open'", "all(Status = 0)"},
      {"\"Status\" eq 'Open'", "all(Status = 0)"},
      {"Title eq 'O''Neil'", "all(Title = t6:O'Neil)"},
      {"Title eq ''''", "all(Title = t1:')"},
      {"Title eq 'a\"b'", "all(Title = t3:a\"b)"},
      {"Title eq 'Zürich → 倉庫'", "all(Title = t18:Zürich → 倉庫)"},
      {"Title contains 'ÄÖ'", "all(Title contains t2:ao)"},
  });
}

TEST(Filter, ValuesThatLookLikeStructureStayValues) {
  expect_meanings({
      {"Title eq '; DROP TABLE tickets; --'", "all(Title = t24:; DROP TABLE tickets; --)"},
      {"Title eq 'x'' OR ''1''=''1'", "all(Title = t12:x' OR '1'='1)"},
      {"Title eq ') or (Status eq '", "all(Title = t15:) or (Status eq)"},
      {"Title eq '%_?$1'", "all(Title = t5:%_?$1)"},
      {"Title eq 'null'", "all(Title = t4:null)"},
  });
  EXPECT_NE(selection_of("Title eq 'a;Status = 0'"), selection_of("Title eq 'a' and Status eq 'Open'"));
}

TEST(Filter, TheLargestAllowedExpressionsAreAccepted) {
  const std::string deep =
      std::string(kMaxFilterDepth, '(') + "Title eq 'x'" + std::string(kMaxFilterDepth, ')');
  EXPECT_EQ(selection_of(deep), "all(Title = t1:x)");
  std::string many = "Title eq '0'";
  for (std::size_t i = 1; i < kMaxFilterConditions; ++i) many += " or Title eq '" + std::to_string(i) + "'";
  EXPECT_EQ(ask({{"filter", many}}).filter.children.front().children.size(), kMaxFilterConditions);
  std::string values = "id in (TKT-001";
  for (std::size_t i = 2; i <= kMaxFilterValues; ++i) values += ",TKT-" + std::to_string(1000 + i);
  EXPECT_EQ(ask({{"filter", values + ")"}}).filter.children.front().condition.values.size(),
            kMaxFilterValues);
  std::string nots;
  for (int i = 0; i < 1000; ++i) nots += "not ";
  EXPECT_EQ(selection_of(nots + "Title eq 'x'"), "all(Title = t1:x)");
}

TEST(Filter, AloneItIsATreeWithoutARoot) {
  const Filter filter = parse_filter("Status eq 'Open' or Title is null", tickets(), ticket_context());
  EXPECT_EQ(filter.kind, Filter::Kind::any_of);
  ASSERT_EQ(filter.children.size(), 2U);
  EXPECT_EQ(filter.children[0].condition.values, std::vector<Scalar>{std::int64_t{0}});
  EXPECT_TRUE(filter.children[1].condition.values.empty());
}

}  // namespace expediter::schema
