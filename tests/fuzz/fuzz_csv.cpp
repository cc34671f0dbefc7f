#include "base/check.h"
#include "domain/purchase_order.h"
#include "domain/ticket.h"
#include "fuzz/targets.h"
#include "schema/csv_table.h"

namespace expediter::tests {

namespace {

using Records = std::vector<std::vector<schema::CsvCell>>;

Records read_records(std::string_view bytes, char separator) {
  schema::CsvReader reader{bytes, separator};
  Records records;
  std::vector<schema::CsvCell> record;
  std::int64_t line = 0;
  while (reader.next(record)) {
    CHECK(reader.line() > line && !record.empty() && record.size() <= schema::kMaxCsvColumns);
    line = reader.line();
    records.push_back(record);
  }
  return records;
}

// Cells written again are read as the same; guarded, none looks like a formula, and what was there comes
// back.
void check_records(const Records& records) {
  std::string plain{schema::kCsvMark};
  std::string guarded{schema::kCsvMark};
  for (const auto& record : records) {
    for (std::size_t i = 0; i < record.size(); ++i) {
      plain += i > 0 ? "," : "";
      guarded += i > 0 ? "," : "";
      if (record[i].text.empty() && !record[i].quoted) continue;
      schema::append_csv_text(plain, record[i].text);
      schema::append_csv_guarded(guarded, record[i].text);
    }
    plain += schema::kCsvLineEnd;
    guarded += schema::kCsvLineEnd;
  }
  const Records again = read_records(plain, ',');
  const Records from_guarded = read_records(guarded, ',');
  CHECK(again.size() == records.size() && from_guarded.size() == records.size());
  for (std::size_t r = 0; r < records.size(); ++r) {
    CHECK(again[r].size() == records[r].size() && from_guarded[r].size() == records[r].size());
    for (std::size_t c = 0; c < records[r].size(); ++c) {
      const std::string& text = records[r][c].text;
      CHECK(again[r][c].text == text);
      CHECK(!text.empty() || again[r][c].quoted == records[r][c].quoted);
      const std::string& shown = from_guarded[r][c].text;
      CHECK(shown.starts_with('\'') || !schema::looks_like_formula(shown));
      CHECK(schema::remove_csv_guard(shown) == text);
    }
  }
}

// Every value that is taken from a row is written, and read again as the same.
template <class Entity>
void check_entities(std::string_view bytes, const schema::CsvOptions& options) {
  const auto fields = schema::served_fields(schema::kTableInfo<Entity>);
  schema::CsvTable table{bytes, schema::kTableInfo<Entity>, options};
  while (table.next()) {
    base::Violations violations;
    const auto patch = schema::read_patch<Entity>(table.row(), schema::Intent::update, violations);
    for (const base::Violation& violation : violations)
      CHECK(!violation.code.empty() && !violation.message.empty());
    Entity entity{};
    schema::for_each_slot<Entity>([&]<std::size_t I>(const auto& field) {
      if (std::get<I>(patch)) entity.*field.member = *std::get<I>(patch);
    });
    std::string text{schema::kCsvMark};
    schema::append_csv_header(text, schema::kTableInfo<Entity>, fields);
    schema::append_csv_row(text, entity, fields);
    schema::CsvTable written{text, schema::kTableInfo<Entity>};
    CHECK(written.next());
    // What the row did not give is as in an entity just made, and may be none that could be sent.
    base::Violations of_others;
    const auto again = schema::read_patch<Entity>(written.row(), schema::Intent::update, of_others);
    schema::for_each_slot<Entity>([&]<std::size_t I>(const auto&) {
      CHECK(!std::get<I>(patch) || std::get<I>(again) == std::get<I>(patch));
    });
    CHECK(!written.next());
  }
}

template <class Check>
void check_errors(Check check) {
  try {
    check();
  } catch (const schema::CsvError& error) {
    CHECK(error.place().starts_with("line ") && !error.reason().empty());
  }
}

}  // namespace

void fuzz_csv(std::string_view bytes) {
  for (const char separator : {',', ';', '\t'}) {
    check_errors([&] { check_records(read_records(bytes, separator)); });
    for (const bool empty_texts : {true, false}) {
      const schema::CsvOptions options{.separator = separator, .empty_texts = empty_texts};
      check_errors([&] { check_entities<domain::PurchaseOrder>(bytes, options); });
      check_errors([&] { check_entities<domain::Ticket>(bytes, options); });
    }
  }
}

}  // namespace expediter::tests
