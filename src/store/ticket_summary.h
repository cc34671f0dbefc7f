#pragma once
// Figures over tickets: how many by this and that, how many are late, how long settling takes.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "schema/query.h"
#include "store/count_memory.h"
#include "store/database.h"

namespace expediter::store {

// What tickets can be told apart by.
enum class Grouping : std::uint8_t {
  status,
  priority,
  category,
  assignee,
  reporter,
  age,
  purchase_order,
  supplier
};

// A grouping's name in requests and answers: a field's name, `Age` or `Supplier Name`.
struct GroupingName {
  Grouping grouping;
  std::string_view name;
};
std::span<const GroupingName> grouping_names();

// How many tickets share a value; empty for those that have none.
struct GroupCount {
  std::optional<std::string> value;
  std::int64_t count = 0;
};

// The caller's day. Days and weeks begin at midnight of a clock that is so many seconds ahead of UTC.
struct LocalDay {
  base::Date today;
  std::int64_t ahead = 0;
};

// The commonest values first, at most `limit`; for ranks and ages, all in their order.
std::vector<GroupCount> count_by(const Snapshot& snapshot, const schema::Query& query, Grouping grouping,
                                 const LocalDay& day, std::int64_t limit);

// Open work that is past its day, and that is due today or within the next seven days.
struct Lateness {
  std::int64_t overdue = 0;
  std::int64_t due_soon = 0;
};
Lateness count_late(const Snapshot& snapshot, const schema::Query& query, const LocalDay& day);

// What happened in the week that begins on `monday`.
struct Week {
  base::Date monday;
  std::int64_t opened = 0;
  std::int64_t settled = 0;
};
// The last `weeks` weeks, the current one last.
std::vector<Week> count_weeks(const Snapshot& snapshot, const schema::Query& query, const LocalDay& day,
                              int weeks);

// Seconds from creation to settling, of what was settled since a day 26 weeks ago; empty where nothing was.
struct SettlingTime {
  base::Date since;
  std::int64_t count = 0;
  std::int64_t median = 0;
  std::int64_t ninetieth_percentile = 0;
};
std::optional<SettlingTime> settling_time(const Snapshot& snapshot, const schema::Query& query,
                                          const LocalDay& day);

}  // namespace expediter::store
