// Walking a list page by page behind the last row of each gives every row once, in the order asked for.

#include <gtest/gtest.h>

#include <algorithm>

#include "sample.h"
#include "sql/render_query.h"

namespace expediter::sql {

namespace {

using schema::Scalar;
using schema::SortKey;

bool is_null(const Scalar& scalar) {
  return std::holds_alternative<std::monostate>(scalar);
}

// The order as words say it: nulls last, then the id in the first key's direction.
bool comes_before(const Sample& a, const Sample& b, const std::vector<SortKey>& sort) {
  for (const SortKey& key : sort) {
    const Scalar left = scalar_of(a, key.field);
    const Scalar right = scalar_of(b, key.field);
    if (left == right) continue;
    if (is_null(left) || is_null(right)) return is_null(right);
    return key.descending ? right < left : left < right;
  }
  return sort.front().descending ? a.id > b.id : a.id < b.id;
}

std::vector<SortKey> pick_sort(Random& random) {
  std::vector<SortKey> sort;
  for (std::int64_t wanted = pick_number(random, 1, 4); wanted > 0; --wanted) {
    const auto field = static_cast<std::size_t>(pick_number(random, 0, schema::kFieldCount<Sample> - 2));
    const bool known = std::ranges::any_of(sort, [&](const SortKey& key) { return key.field == field; });
    if (!known) sort.push_back({field, random() % 2 == 0});
  }
  return sort;
}

// One page behind a row: each range in turn, until it is full.
std::vector<std::int64_t> page_after(Samples& store, const Sample& row, const std::vector<SortKey>& sort,
                                     std::int64_t size) {
  schema::Position position{{}, row.id};
  for (const SortKey& key : sort) position.keys.push_back(scalar_of(row, key.field));
  std::vector<std::int64_t> page;
  for (const SqlText& range : render_after(position, sort, samples())) {
    const std::int64_t left = size - static_cast<std::int64_t>(page.size());
    const auto found = store.ids(range.text, range.bindings, render_order(sort, samples()), left);
    page.insert(page.end(), found.begin(), found.end());
  }
  return page;
}

std::vector<std::string> plan_of(Samples& store, const std::string& sql) {
  std::vector<std::string> lines;
  Statement statement = store.connection().prepare("EXPLAIN QUERY PLAN " + sql);
  while (statement.step()) lines.emplace_back(statement.text(3));
  return lines;
}

}  // namespace

TEST(KeysetProperty, EveryOrderIsTheOneThatWordsSay) {
  Samples store{120};
  Random random{11};
  for (int round = 0; round < 200; ++round) {
    const std::vector<SortKey> sort = pick_sort(random);
    std::vector<Sample> expected = store.rows();
    std::ranges::sort(expected, [&](const Sample& a, const Sample& b) { return comes_before(a, b, sort); });
    std::vector<std::int64_t> ids;
    for (const Sample& row : expected) ids.push_back(row.id);
    ASSERT_EQ(store.ids("TRUE", {}, render_order(sort, samples())), ids) << render_order(sort, samples());
  }
}

TEST(KeysetProperty, PagesJoinedAreTheWholeList) {
  Samples store{60};
  Random random{12};
  for (int round = 0; round < 150; ++round) {
    const std::vector<SortKey> sort = pick_sort(random);
    const std::string order = render_order(sort, samples());
    const std::int64_t size = pick_number(random, 1, 9);
    const std::vector<std::int64_t> whole = store.ids("TRUE", {}, order);
    std::vector<std::int64_t> walked = store.ids("TRUE", {}, order, size);
    for (;;) {
      const Sample& last = store.rows()[static_cast<std::size_t>(walked.back()) - 1];
      const auto page = page_after(store, last, sort, size);
      if (page.empty()) break;
      walked.insert(walked.end(), page.begin(), page.end());
      ASSERT_LE(walked.size(), whole.size()) << order;
    }
    ASSERT_EQ(walked, whole) << order;
  }
}

TEST(KeysetProperty, RangesAndOrdersAreServedByIndexes) {
  Samples store{10};
  const auto field = [](std::string_view name) { return static_cast<std::size_t>(samples().find(name)); };
  const std::vector<std::vector<SortKey>> sorts{{{field("Size"), false}},
                                                {{field("Size"), true}},
                                                {{field("Due Date"), false}},
                                                {{field("Due Date"), true}},
                                                {{field("id"), true}}};
  for (const auto& sort : sorts)
    for (const SqlText& range : render_after({{std::int64_t{1}}, 5}, sort, samples())) {
      const std::string sql =
          "SELECT id FROM samples WHERE " + range.text + " ORDER BY " + render_order(sort, samples());
      const auto plan = plan_of(store, sql);
      ASSERT_EQ(plan.size(), 1U) << sql;  // A second line would be a sort.
      EXPECT_TRUE(plan.front().starts_with("SEARCH samples USING")) << sql << "\n" << plan.front();
    }
}

}  // namespace expediter::sql
