#pragma once
// An entity with a field of every kind, with and without null, for tests of rendered queries; and rows of it.

#include <array>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "schema/patch.h"
#include "sql/connection.h"

namespace expediter::sql {

enum class Grade : std::uint8_t { low, middle, high };

struct Sample {
  std::int64_t id = 0;
  std::string title;
  std::optional<std::string> remark;
  std::int64_t size = 0;
  std::optional<std::int64_t> count;
  bool done = false;
  std::optional<bool> checked;
  Grade grade = Grade::low;
  std::optional<Grade> rating;
  base::Date day;
  std::optional<base::Date> due;
  base::Timestamp made;
  std::optional<base::Timestamp> seen;
  std::vector<std::string> people;
};

}  // namespace expediter::sql

namespace expediter::schema {

template <>
struct EnumLabels<sql::Grade> {
  static constexpr std::array<std::string_view, 3> labels{"Low", "Middle", "High"};
};

template <>
struct FieldTable<sql::Sample> {
  using Sample = sql::Sample;
  static constexpr std::string_view noun = "sample";
  static constexpr std::string_view sql_table = "samples";
  static constexpr base::ErrorCode invalid = base::ErrorCode::ticket_invalid;
  static constexpr std::tuple fields{
      Field{.name = "id", .member = &Sample::id, .column = "id"},
      Field{.name = "Title", .member = &Sample::title, .column = "title"},
      Field{.name = "Remark", .member = &Sample::remark, .column = "remark"},
      Field{.name = "Size", .member = &Sample::size, .column = "size"},
      // Read through a subquery, as a joined field is.
      Field{.name = "The Count",
            .member = &Sample::count,
            .column = "count",
            .expression = "(SELECT other.count FROM samples AS other WHERE other.id = samples.id)"},
      Field{.name = "Done", .member = &Sample::done, .column = "done"},
      Field{.name = "Checked", .member = &Sample::checked, .column = "checked"},
      Field{.name = "Grade", .member = &Sample::grade, .column = "grade"},
      Field{.name = "Rating", .member = &Sample::rating, .column = "rating"},
      Field{.name = "Day", .member = &Sample::day, .column = "day"},
      Field{.name = "Due Date", .member = &Sample::due, .column = "due"},
      Field{.name = "Made At", .member = &Sample::made, .column = "made"},
      Field{.name = "Seen At", .member = &Sample::seen, .column = "seen"},
      Field{.name = "People",
            .member = &Sample::people,
            .column = "people",
            .form = Form::email,
            .sortable = false},
  };
};
static_assert(every_member_is_listed<sql::Sample>());

}  // namespace expediter::schema

namespace expediter::sql {

inline const schema::TableInfo& samples() {
  return schema::kTableInfo<Sample>;
}

using Random = std::mt19937;

inline std::int64_t pick_number(Random& random, std::int64_t from, std::int64_t to) {
  return from + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(to - from + 1));
}

template <class Values>
auto pick(Random& random, const Values& values) {
  return values[static_cast<std::size_t>(
      pick_number(random, 0, static_cast<std::int64_t>(std::size(values)) - 1))];
}

// Few values, so that rows often agree and filters often match.
inline constexpr std::array<std::string_view, 12> kTexts{"",  "a", "A", "ab",   "Äb",   "äB c",
                                                         "'", "%", "_", "null", "x\"y", "O'Neil --"};
inline constexpr std::array<std::string_view, 5> kPeople{"a@x.co", "A@x.co", "b@x.co", "ba@x.co", "me@x.co"};
inline constexpr base::Date kToday{19'792};

// The rows that a test works on, and the same rows in a database in memory.
class Samples {
 public:
  explicit Samples(std::size_t count) : connection_(":memory:", {.mode = Mode::read_write}) {
    connection_.execute(
        "CREATE TABLE samples (id INTEGER PRIMARY KEY, title TEXT NOT NULL, remark TEXT, size INTEGER NOT "
        "NULL, "
        "count INTEGER, done INTEGER NOT NULL, checked INTEGER, grade INTEGER NOT NULL, rating INTEGER, "
        "day INTEGER NOT NULL, due INTEGER, made INTEGER NOT NULL, seen INTEGER, people TEXT NOT NULL);"
        "CREATE INDEX samples_by_size ON samples (size);"
        "CREATE INDEX samples_by_grade ON samples (grade, size);"
        "CREATE INDEX samples_by_due ON samples (due)");
    Random random{1};
    for (std::size_t i = 0; i < count; ++i) insert(make(random, static_cast<std::int64_t>(i) + 1));
  }

  const std::vector<Sample>& rows() const { return rows_; }
  Connection& connection() { return connection_; }

  // The ids that a condition keeps, in an order, at most so many.
  std::vector<std::int64_t> ids(std::string_view condition, const std::vector<schema::Scalar>& bindings,
                                std::string_view order, std::int64_t limit = -1) {
    std::string text = "SELECT id FROM samples WHERE ";
    text += condition;
    text += " ORDER BY ";
    text += order;
    text += " LIMIT ";
    text += std::to_string(limit);
    Statement statement = connection_.prepare(text);
    for (std::size_t i = 0; i < bindings.size(); ++i) statement.bind(static_cast<int>(i) + 1, bindings[i]);
    std::vector<std::int64_t> found;
    while (statement.step()) found.push_back(statement.integer(0));
    return found;
  }

 private:
  template <class Make>
  static auto maybe(Random& random, Make make) {
    return random() % 3 == 0 ? std::nullopt : std::optional{make()};
  }

  static Sample make(Random& random, std::int64_t id) {
    const auto text = [&] { return std::string{pick(random, kTexts)}; };
    const auto number = [&] { return pick_number(random, -2, 3); };
    const auto day = [&] { return base::Date{kToday.days + static_cast<std::int32_t>(number())}; };
    const auto time = [&] {
      return base::Timestamp{base::start_of(day()).seconds + pick(random, std::array{0, 1, 43'200, 86'399})};
    };
    const auto grade = [&] { return static_cast<Grade>(pick_number(random, 0, 2)); };
    const auto flag = [&] { return random() % 2 == 0; };
    Sample row{id,
               text(),
               maybe(random, text),
               number(),
               maybe(random, number),
               flag(),
               maybe(random, flag),
               grade(),
               maybe(random, grade),
               day(),
               maybe(random, day),
               time(),
               maybe(random, time),
               {}};
    for (const std::string_view person : kPeople)
      if (random() % 4 == 0) row.people.emplace_back(person);
    return row;
  }

  void insert(Sample row) {
    Statement statement = connection_.prepare("INSERT INTO samples VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    std::array<std::string, schema::kFieldCount<Sample>> scratch;
    schema::for_each_slot<Sample>([&]<std::size_t I>(const auto& field) {
      using Traits = schema::ValueTraits<typename schema::MemberOf<decltype(field.member)>::Value>;
      statement.bind(static_cast<int>(I) + 1, Traits::to_scalar(row.*field.member, scratch[I]));
    });
    statement.run();
    rows_.push_back(std::move(row));
  }

  Connection connection_;
  std::vector<Sample> rows_;
};

// A field of a row as filters and orders see it.
inline schema::Scalar scalar_of(const Sample& row, std::size_t index) {
  schema::Scalar found;
  std::size_t at = 0;
  schema::for_each_field<Sample>([&](const auto& field) {
    if (at++ != index) return;
    std::string scratch;
    using Traits = schema::ValueTraits<typename schema::MemberOf<decltype(field.member)>::Value>;
    const schema::ScalarView view = Traits::to_scalar(row.*field.member, scratch);
    if (const auto* number = std::get_if<std::int64_t>(&view)) found = *number;
    if (const auto* text = std::get_if<std::string_view>(&view)) found = std::string{*text};
  });
  return found;
}

}  // namespace expediter::sql
