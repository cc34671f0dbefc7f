#include "schema/patch.h"

#include <gtest/gtest.h>

#include "domain/ticket.h"

namespace expediter::schema {

namespace {

using domain::Ticket;

struct Reading {
  Patch<Ticket> patch;
  base::Violations violations;

  std::vector<std::string> faults() const {
    std::vector<std::string> out;
    for (const base::Violation& violation : violations) out.push_back(violation.field + " " + violation.code);
    return out;
  }
};

Reading read(std::string_view body, Intent intent) {
  Reading reading;
  reading.patch = read_patch<Ticket>(parse_json_object(body), intent, reading.violations);
  return reading;
}

using Faults = std::vector<std::string>;

}  // namespace

TEST(Patch, WhatIsAbsentIsNotTouchedAndNullIsAValue) {
  const Reading reading = read(R"({"Title":" New ","Due Date":null})", Intent::update);
  EXPECT_EQ(reading.faults(), Faults{});
  Ticket ticket;
  ticket.title = "Old";
  ticket.due_date = base::Date{5};
  ticket.description = "kept";
  apply_patch(ticket, reading.patch);
  EXPECT_EQ(ticket.title, "New");
  EXPECT_EQ(ticket.due_date, std::nullopt);
  EXPECT_EQ(ticket.description, "kept");
  EXPECT_FALSE(at<&Ticket::description>(reading.patch).has_value());
}

TEST(Patch, EveryFaultIsReportedAtOnceAndTheRestIsRead) {
  const Reading reading =
      read(R"({"Title":"","Priority":"Urgent","Wombat":1,"Status":"Open","Status":"Closed",
                                   "Due Date":"2024-02-30","Category":"Ocean"})",
           Intent::create);
  EXPECT_EQ(reading.faults(),
            (Faults{"Wombat Field.Unknown", "Status Field.Duplicate", "Title Field.TooShort",
                    "Priority Field.Value", "Due Date Field.Format"}));
  EXPECT_EQ(at<&Ticket::category>(reading.patch), "Ocean");
}

TEST(Patch, ACreationNeedsWhatIsRequiredAndRefusesWhatTheServerSets) {
  EXPECT_EQ(read("{}", Intent::create).faults(), (Faults{"Title Field.Required", "Priority Field.Required"}));
  EXPECT_EQ(read(R"({"Title":"x","Priority":"Low","id":"TKT-001","Notes":[]})", Intent::create).faults(),
            (Faults{"id Field.ReadOnly", "Notes Field.ReadOnly"}));
  EXPECT_EQ(read("{}", Intent::update).faults(), Faults{});
}

TEST(Patch, AnUnknownFieldNamesTheNearestAndIsShownShortened) {
  EXPECT_EQ(read(R"({"titel":"x"})", Intent::update).violations.front().message,
            "A ticket has no field 'titel'; did you mean 'Title'?");
  EXPECT_EQ(read(R"({"wombat":"x"})", Intent::update).violations.front().message,
            "A ticket has no field 'wombat'.");
  const std::string longer = "{\"" + std::string(1'000, 'x') + "\":1}";
  EXPECT_LT(read(longer, Intent::update).violations.front().message.size(), 120U);
}

TEST(Patch, ANameGivenTwiceIsToldWhereverItStandsAgain) {
  const auto found = read(R"({"Title":"a","Category":"b","Title":"c"})", Intent::update).violations;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().code, base::violation::kDuplicate);
  EXPECT_EQ(found.front().message, "Title is given more than once.");
}

TEST(Patch, WhatTheServerSetMayBeSentBackButNotChanged) {
  Ticket stored;
  stored.id = {7};
  stored.reporter_email = "a@x.co";
  base::Violations violations;
  refuse_server_changes(stored, read(R"({"id":"TKT-007","Reporter Email":"a@x.co"})", Intent::update).patch,
                        violations);
  EXPECT_TRUE(violations.empty());
  refuse_server_changes(stored, read(R"({"id":"TKT-008","Reporter Email":"b@x.co"})", Intent::update).patch,
                        violations);
  EXPECT_EQ(violations.size(), 2U);
  EXPECT_EQ(violations.front().code, base::violation::kReadOnly);
}

TEST(Patch, AServersFieldInAPatchIsNeverWritten) {
  Ticket ticket;
  ticket.id = {7};
  apply_patch(ticket, read(R"({"id":"TKT-008","Updated At":"2024-03-10T09:00:00Z"})", Intent::update).patch);
  EXPECT_EQ(ticket.id.number, 7);
  EXPECT_EQ(ticket.updated_at, base::Timestamp{});
}

TEST(Patch, ChangesAreTheWritableFieldsThatDiffer) {
  Ticket before;
  before.title = "Old";
  Ticket after = before;
  EXPECT_TRUE(changes_between(before, after).empty());
  after.title = "New";
  after.due_date = base::Date{19'792};
  after.updated_at = {5};  // The server's, and no change of anybody's.
  const auto changes = changes_between(before, after);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].field, kIndexOf<&Ticket::title>);
  EXPECT_EQ(changes[0].from, "\"Old\"");
  EXPECT_EQ(changes[0].to, "\"New\"");
  EXPECT_EQ(changes[1].from, "null");
  EXPECT_EQ(changes[1].to, "\"2024-03-10\"");
}

TEST(Patch, AnEntityIsWrittenInTheOrderOfItsTable) {
  Ticket ticket;
  ticket.id = {1};
  ticket.title = "Delayed shipment from Acme";
  ticket.description = "PO-2024-001 ETA pushed by 5 days.";
  ticket.priority = domain::Priority::high;
  ticket.category = "Procurement";
  ticket.assignee_email = "jane.doe@acme.com";
  ticket.reporter_email = "john.smith@acme.com";
  ticket.created_at = ticket.updated_at = {1'710'061'200};
  ticket.due_date = base::Date{19'802};
  ticket.linked_po_id = 42;
  ticket.linked_po_number = "PO-2024-001";
  ticket.notes = {{7, "Carrier confirmed.", "jane.doe@acme.com", {1'710'061'200}, {1'710'061'200}}};
  ticket.subscribers = {"jane.doe@acme.com"};
  std::string out;
  append_entity(out, ticket);
  std::size_t at = 0;
  for (const std::string_view member : {
           R"({"id":"TKT-001","Title":"Delayed shipment from Acme",)",
           R"("Description":"PO-2024-001 ETA pushed by 5 days.",)",
           R"("Status":"Open","Priority":"High","Category":"Procurement",)",
           R"("Assignee Email":"jane.doe@acme.com","Reporter Email":"john.smith@acme.com",)",
           R"("Created At":"2024-03-10T09:00:00Z","Updated At":"2024-03-10T09:00:00Z",)",
           R"("Due Date":"2024-03-20","Linked PO Id":42,"Linked PO Number":"PO-2024-001",)",
           R"("Notes":[{"id":7,"Note":"Carrier confirmed.","Author Email":"jane.doe@acme.com",)"
           R"("Created At":"2024-03-10T09:00:00Z","Updated At":"2024-03-10T09:00:00Z"}])",
           R"("Subscribers":["jane.doe@acme.com"])",
       }) {
    at = out.find(member, at);
    ASSERT_NE(at, std::string::npos) << member << " in " << out;
  }
  EXPECT_EQ(out.back(), '}');
}

}  // namespace expediter::schema
