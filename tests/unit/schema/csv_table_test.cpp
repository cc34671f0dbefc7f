#include "schema/csv_table.h"

#include <gtest/gtest.h>

#include "domain/purchase_order.h"
#include "domain/ticket.h"

namespace expediter::schema {

namespace {

using domain::PurchaseOrder;
using domain::Ticket;

constexpr const TableInfo& kTickets = kTableInfo<Ticket>;
constexpr const TableInfo& kOrders = kTableInfo<PurchaseOrder>;

Ticket full_ticket() {
  Ticket ticket;
  ticket.id = {42};
  ticket.title = "Late, \"again\"";
  ticket.description = "Line one\nline two";
  ticket.status = domain::Status::in_progress;
  ticket.priority = domain::Priority::critical;
  ticket.category = "=cmd|' /C calc'!A1";
  ticket.assignee_email = "jane.doe@acme.com";
  ticket.reporter_email = "+bot@acme.com";
  ticket.created_at = {1'710'061'200};
  ticket.updated_at = {1'710'061'260};
  ticket.due_date = base::parse_date("2024-03-20");
  ticket.linked_po_id = 7;
  ticket.linked_po_number = "-7";
  ticket.notes = {{.id = 1, .text = "x", .author_email = "a@b.cd", .created_at = {0}, .updated_at = {0}}};
  ticket.subscribers = {"jane.doe@acme.com", "team@acme.com"};
  return ticket;
}

std::string row_of(const Ticket& ticket, std::vector<std::size_t> fields) {
  std::string out;
  append_csv_row(out, ticket, fields);
  return out;
}

template <class Entity>
std::string file_of(const Entity& entity) {
  const auto fields = served_fields(kTableInfo<Entity>);
  std::string out;
  append_csv_header(out, kTableInfo<Entity>, fields);
  append_csv_row(out, entity, fields);
  return out;
}

// As a client that sends back what it read; the server's fields too.
template <class Entity>
Entity read_back(std::string_view file) {
  CsvTable table{file, kTableInfo<Entity>};
  EXPECT_TRUE(table.next());
  base::Violations violations;
  const auto patch = read_patch<Entity>(table.row(), Intent::update, violations);
  for (const base::Violation& violation : violations) ADD_FAILURE() << violation.message;
  Entity entity{};
  for_each_slot<Entity>([&]<std::size_t I>(const auto& field) {
    if (std::get<I>(patch)) entity.*field.member = *std::get<I>(patch);
  });
  EXPECT_FALSE(table.next());
  return entity;
}

// The rows of a file of purchase orders as JSON, or the complaint about it.
std::string orders_in(std::string_view file, const CsvOptions& options = {}) {
  std::string out;
  try {
    CsvTable table{file, kOrders, options};
    while (table.next()) append_json(out, table.row());
  } catch (const CsvError& error) {
    out += error.what();
  }
  return out;
}

}  // namespace

TEST(CsvTable, ARowHasTheFieldsThatAreAskedForInTheirOrder) {
  std::string header;
  const std::vector<std::size_t> fields{kIndexOf<&Ticket::due_date>, kIndexOf<&Ticket::id>,
                                        kIndexOf<&Ticket::status>};
  append_csv_header(header, kTickets, fields);
  EXPECT_EQ(header, "Due Date,id,Status\r\n");
  EXPECT_EQ(row_of(full_ticket(), fields), "2024-03-20,TKT-042,In Progress\r\n");
}

TEST(CsvTable, ValuesStandAsInJsonNullIsEmptyAndAnEmptyTextIsNot) {
  Ticket ticket = full_ticket();
  const auto cell = [&](std::size_t field) {
    const std::string row = row_of(ticket, {field});
    return row.substr(0, row.size() - kCsvLineEnd.size());
  };
  EXPECT_EQ(cell(kIndexOf<&Ticket::title>), R"("Late, ""again""")");
  EXPECT_EQ(cell(kIndexOf<&Ticket::created_at>), "2024-03-10T09:00:00Z");
  EXPECT_EQ(cell(kIndexOf<&Ticket::linked_po_id>), "7");
  EXPECT_EQ(cell(kIndexOf<&Ticket::subscribers>), R"("jane.doe@acme.com, team@acme.com")");
  EXPECT_EQ(cell(kIndexOf<&Ticket::notes>).substr(0, 23), R"("[{""id"":1,""Note"":"")");
  ticket.description = "";
  EXPECT_EQ(cell(kIndexOf<&Ticket::description>), R"("")");
  ticket.description.reset();
  ticket.due_date.reset();
  EXPECT_EQ(cell(kIndexOf<&Ticket::description>), "");
  EXPECT_EQ(cell(kIndexOf<&Ticket::due_date>), "");
}

TEST(CsvTable, WhatPeopleWroteIsGuardedAndNumbersAreNot) {
  const Ticket ticket = full_ticket();
  EXPECT_EQ(row_of(ticket, {kIndexOf<&Ticket::category>}), "'=cmd|' /C calc'!A1\r\n");
  EXPECT_EQ(row_of(ticket, {kIndexOf<&Ticket::reporter_email>}), "'+bot@acme.com\r\n");
  EXPECT_EQ(row_of(ticket, {kIndexOf<&Ticket::linked_po_number>}), "'-7\r\n");
  std::string number;
  append_csv_value(number, std::int64_t{-7});
  EXPECT_EQ(number, "-7");
}

TEST(CsvTable, ATicketReadBackIsTheTicketThatWasWritten) {
  EXPECT_EQ(read_back<Ticket>(file_of(full_ticket())), full_ticket());
  Ticket bare;
  bare.id = {1};
  bare.title = "'quoted'";
  bare.reporter_email = "a@b.cd";
  bare.description = "";
  EXPECT_EQ(read_back<Ticket>(file_of(bare)), bare);
}

TEST(CsvTable, APurchaseOrderReadBackIsTheOneThatWasWritten) {
  PurchaseOrder order;
  order.id = 3;
  order.number = "+1";
  order.supplier_number = "";
  order.supplier_name = "=ACME";
  EXPECT_EQ(read_back<PurchaseOrder>(file_of(order)), order);
}

TEST(CsvTable, ColumnsComeInAnyOrderAndEmptyCellsAreNullOrNotGiven) {
  EXPECT_EQ(orders_in("Supplier Name,id,PO List Number\nAcme,,PO-1\n,7,PO-2\n"),
            R"({"Supplier Name":"Acme","PO List Number":"PO-1"})"
            R"({"Supplier Name":null,"id":7,"PO List Number":"PO-2"})");
}

TEST(CsvTable, QuotedEmptyCellsAreEmptyTextsUnlessTheFileIsOfAnotherProgram) {
  constexpr std::string_view kFile = "PO List Number,PO List Order Date,Supplier Name\n\"1\",\"\",\"\"\n";
  EXPECT_EQ(orders_in(kFile), R"({"PO List Number":"1","PO List Order Date":null,"Supplier Name":""})");
  EXPECT_EQ(orders_in(kFile, {.empty_texts = false}),
            R"({"PO List Number":"1","PO List Order Date":null,"Supplier Name":null})");
}

TEST(CsvTable, WhatIsNoNumberStaysATextForTheFieldToRefuse) {
  EXPECT_EQ(orders_in("id,PO List Number\n1e3,1\n"), R"({"id":"1e3","PO List Number":"1"})");
}

TEST(CsvTable, BlankLinesAreNoRowsOfATableWithSeveralColumns) {
  EXPECT_EQ(orders_in("PO List Number,Supplier Name\n\n1,a\n\n"),
            R"({"PO List Number":"1","Supplier Name":"a"})");
  EXPECT_EQ(orders_in("Supplier Name\n\na\n"), R"({"Supplier Name":null}{"Supplier Name":"a"})");
}

TEST(CsvTable, AFileWithoutKnownColumnsIsRefused) {
  EXPECT_EQ(orders_in(""), "line 1: the file is empty; its first line names the columns.");
  EXPECT_EQ(orders_in("PO List Nummer\n"),
            "line 1: a purchase order has no field 'PO List Nummer'; did you mean 'PO List Number'?");
  EXPECT_EQ(orders_in("id,Supplier Name,id\n"), "line 1: the column 'id' stands twice.");
  EXPECT_NE(orders_in("Supplier Name;id\n").find("another separator"), std::string::npos);
  EXPECT_EQ(orders_in("Supplier Name;id\n;1\n", {.separator = ';'}), R"({"Supplier Name":null,"id":1})");
}

TEST(CsvTable, ARowWithMoreOrFewerCellsThanColumnsIsRefused) {
  EXPECT_EQ(orders_in("id,PO List Number\n1,a\n2\n"),
            R"({"id":1,"PO List Number":"a"}line 3: 1 cells, where the first line names 2 columns.)");
  EXPECT_EQ(orders_in("id,PO List Number\n\"1\",a,b\n"),
            "line 2: 3 cells, where the first line names 2 columns.");
}

}  // namespace expediter::schema
