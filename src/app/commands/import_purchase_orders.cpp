#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <istream>
#include <ostream>
#include <system_error>

#include "app/change.h"
#include "app/commands.h"
#include "app/progress.h"
#include "app/stored_rows.h"
#include "schema/csv_table.h"
#include "service/purchase_order_import.h"
#include "store/database.h"

namespace expediter::app {

namespace {

using domain::PurchaseOrder;
using service::OrderImport;
using service::OrderRow;

constexpr std::size_t kMostBytes = std::size_t{64} << 20;

std::string read_all(std::istream& in, const std::string& name) {
  std::string text;
  std::array<char, 65'536> part{};
  while (in.read(part.data(), part.size()) || in.gcount() > 0) {
    text.append(part.data(), static_cast<std::size_t>(in.gcount()));
    if (text.size() > kMostBytes)
      throw CommandError{name + " is longer than the 64 MiB that are read of a file"};
  }
  if (in.bad()) throw CommandError{name + " cannot be read"};
  return text;
}

std::string read_input(const Invocation& invocation) {
  const std::string& name = invocation.value("FILE");
  if (name == "-") return read_all(invocation.in(), "standard input");
  std::ifstream in{name, std::ios::binary};
  if (!in) throw CommandError{"\"" + name + "\" cannot be read: " + std::generic_category().message(errno)};
  return read_all(in, "\"" + name + "\"");
}

char separator_of(const Invocation& invocation) {
  const std::string& text = invocation.value("--separator");
  if (text == "tab") return '\t';
  if (text == "," || text == ";") return text.front();
  throw CommandError{"--separator must be \",\", \";\" or tab", kExitUsage};
}

void require_number(const schema::CsvTable& table) {
  constexpr std::size_t kNumber = schema::kIndexOf<&PurchaseOrder::number>;
  if (!table.has(kNumber))
    throw schema::CsvError{
        1, 0, fmt::format("there is no column '{}'.", schema::kFieldInfos<PurchaseOrder>[kNumber].name)};
}

// Every row, or all that is wrong with the file.
std::vector<OrderRow> read_rows(std::string_view text, char separator) {
  std::vector<OrderRow> rows;
  base::Violations violations{service::kMaxImportFaults};
  try {
    // Programs that put every cell in quotes mean nothing by two of them.
    schema::CsvTable table{
        text, schema::kTableInfo<PurchaseOrder>, {.separator = separator, .empty_texts = false}};
    require_number(table);
    while (violations.size() < service::kMaxImportFaults && table.next()) {
      base::Violations found;
      auto patch = schema::read_patch<PurchaseOrder>(table.row(), schema::Intent::create, found);
      violations.append(found, service::import_place(table.line(), ""));
      if (violations.empty()) rows.push_back({table.line(), std::move(patch)});
    }
  } catch (const schema::CsvError& error) {
    violations.push_back({error.place(), "", error.reason()});
  }
  if (!violations.empty()) throw base::Error{base::ErrorCode::purchase_order_invalid, std::move(violations)};
  return rows;
}

std::string complaint(const std::string& file, const base::Violations& violations) {
  std::string text = fmt::format("\"{}\" cannot be taken, and nothing was changed:", file);
  for (const base::Violation& violation : violations)
    text += fmt::format("\n  {}: {}", violation.field, violation.message);
  if (violations.size() >= service::kMaxImportFaults) text += "\n  There may be more.";
  return text;
}

// `import(rows) -> OrderImport` of the rows of `text`; tells what it did, or all that is wrong with the file.
template <class Import>
int tell_import(const Invocation& invocation, const std::string& text, Import run) {
  const char separator = separator_of(invocation);
  try {
    const OrderImport import = run(read_rows(text, separator));
    const auto count = [](std::size_t rows) { return group_digits(static_cast<std::int64_t>(rows)); };
    invocation.out() << fmt::format("{}{} made, {} changed, {} unchanged.\n",
                                    invocation.given("--dry-run") ? "Nothing was done. It would be: " : "",
                                    count(import.created.size()), count(import.changed.size()),
                                    group_digits(import.unchanged));
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::purchase_order_invalid) throw;
    throw CommandError{complaint(invocation.value("FILE"), error.violations())};
  }
  return kExitSuccess;
}

int import_orders(const Invocation& invocation, store::Database& database) {
  return tell_import(invocation, read_all(invocation.in(), "standard input"),
                     [&](const std::vector<OrderRow>& rows) {
                       return database.writer().run([&rows](store::WriteContext& context) {
                         OrderImport import = service::decide_order_import(context.db(), rows);
                         service::apply_order_import(context, import);
                         return import;
                       });
                     });
}

// Whether the file can be taken. Reads beside a server.
int try_import(const Invocation& invocation) {
  return tell_import(invocation, read_input(invocation), [&](const std::vector<OrderRow>& rows) {
    sql::Connection connection = open_to_read(invocation);
    const sql::Transaction moment{connection, sql::Begin::read};
    return service::decide_order_import(connection, rows);
  });
}

int run_import(const Invocation& invocation) {
  separator_of(invocation);
  if (invocation.given("--dry-run")) return try_import(invocation);
  return run_change(import_purchase_orders_command(), invocation);
}

}  // namespace

Command import_purchase_orders_command() {
  return {
      .name = "import purchase-orders",
      .summary = "Fill the register of purchase orders from a CSV file, such as an ERP writes.",
      .details =
          "The first line names the columns, as the API names the fields: PO List Number, which is required, "
          "and any of id, PO List Document Status, PO List Order Date, Supplier Number, Supplier Name. A row "
          "whose number the register has changes that order; any other makes a new one. An empty cell "
          "empties "
          "the field; what has no column stays as it is. Nothing is removed.\n\nThe file is taken whole, or "
          "not "
          "at all: what is wrong with it is told with its lines. UTF-8, at most 64 MiB; an apostrophe that "
          "an "
          "export put before a formula is taken off.\n\nWorks while a server runs, whose changes wait until "
          "the "
          "file is taken; such a file has at most 16 MiB. --dry-run changes nothing.",
      .arguments = {{.name = "FILE", .summary = "The file, or - for standard input.", .required = true},
                    {.name = "--separator",
                     .placeholder = "S",
                     .summary = "What stands between cells: \",\", \";\" or tab.",
                     .default_value = ","},
                    {.name = "--dry-run", .summary = "Say what would be done, and do nothing."}},
      .settings = SettingFlags::data_only,
      .run = run_import,
      .change = import_orders,
      .read_input = read_input};
}

}  // namespace expediter::app
