// The table of what can go wrong, and what people note about it.

#include <array>

#include "app/synthetic_text.h"

namespace expediter::app {

namespace {

constexpr std::array kScenarios{
    Scenario{
        "Procurement",
        {"Delayed shipment from {supplier}", "New date for the {item} is {d} days later than confirmed."},
        {"{supplier} has not confirmed the order for {item}",
         "No answer after two reminders; {n} pieces open."}},
    Scenario{
        "Procurement",
        {"Partial shipment of {item}", "{supplier} can deliver {n} pieces now, the rest in {d} days."},
        {"Minimum order of {item} raised by {supplier}", "They ask for {n} pieces; we need half of it."}},
    Scenario{"Procurement",
             {"Expedite {item} from {supplier}", "The line stops in {d} days without this shipment."},
             {"Alternative source for {item} wanted", "{supplier} is sold out for {d} days."}},
    Scenario{"Logistics",
             {"Shipment held at {place} by {carrier}", "Terminal congested; next sailing in {d} days."},
             {"{carrier} missed the pickup at {place}", "{n} cartons of {item} are still on the dock."}},
    Scenario{"Logistics",
             {"Lost track of a shipment via {carrier}", "Last scan in {place} {d} days ago."},
             {"Container rolled over at {place}", "{carrier} moved {item} to a vessel {d} days later."}},
    Scenario{"Logistics",
             {"Shipment sent to {place} by mistake", "{n} pieces of {item} must be forwarded."},
             {"No truck for {item} from {place}", "{carrier} has no capacity for {d} days."}},
    Scenario{"Quality",
             {"Shipment of {item} failed inspection", "{n} of the pieces are out of tolerance."},
             {"Certificate missing for {item}", "{supplier} will send it within {d} days."}},
    Scenario{"Quality",
             {"Rust on {item} from {supplier}", "Found when the shipment was opened in {place}."},
             {"Wrong revision of {item} delivered", "{n} pieces of the old drawing; rework takes {d} days."}},
    Scenario{"Customs",
             {"Customs holds shipment of {item}", "The broker in {place} asks for the origin of {n} pieces."},
             {"Tariff code of {item} disputed", "{place} wants another code; answer due in {d} days."}},
    Scenario{"Customs",
             {"Export licence missing, {place}", "{carrier} will not load the shipment without it."},
             {"Duty on {item} charged twice", "Claim filed in {place}; decision in {d} days."}},
    Scenario{"Inventory",
             {"Stock of {item} below safety level", "Next shipment brings {n} pieces in {d} days."},
             {"Count of {item} off by {n}", "Found in the {place} warehouse; the last receipt is in doubt."}},
    Scenario{"Inventory",
             {"No room for shipment of {item}", "{place} is full for {d} days."},
             {"{item} expire in {d} days", "{n} pieces are left in {place}."}},
    Scenario{"Supplier",
             {"{supplier} splits every shipment", "Third time with {item}; raise it in the next review."},
             {"{supplier} closes for {d} days", "{n} pieces of {item} fall into that time."}},
    Scenario{"Supplier",
             {"{supplier} asks to be paid before shipment", "Concerns {n} pieces of {item}."},
             {"Strike at {supplier}", "They expect {d} days without output of {item}."}},
    Scenario{"Invoicing",
             {"Invoice of {supplier} precedes the shipment", "{n} pieces billed, none received in {place}."},
             {"Price of {item} differs from the order", "{supplier} billed {n} pieces at the new price."}},
    Scenario{"Invoicing",
             {"Freight billed twice by {carrier}", "The same shipment to {place} on two invoices."},
             {"Credit note from {supplier} overdue", "Promised {d} days ago for {n} rejected pieces."}},
    Scenario{"Planning",
             {"Pull in shipment of {item}", "Demand rose; {n} pieces are needed {d} days earlier."},
             {"Forecast for {item} doubled", "{supplier} needs {d} days to follow."}},
    Scenario{"Planning",
             {"Push out shipment from {supplier}", "Line in {place} is down for {d} days."},
             {"Order of {item} no longer needed", "Ask {supplier} to cancel {n} pieces."}},
    Scenario{"Packaging",
             {"Crushed cartons in shipment of {item}", "{n} of them, loaded by {carrier} in {place}."},
             {"{item} packed without desiccant", "{supplier} repacks {n} pieces in {d} days."}},
    Scenario{"Packaging",
             {"Labels unreadable on {item}", "The whole shipment was relabelled in {place}."},
             {"Pallets from {supplier} not heat treated", "{place} refuses {n} of them."}},
    Scenario{"Production",
             {"Line in {place} waits for {item}", "The shipment with {n} pieces is {d} days late."},
             {"{item} do not fit", "Built {n} before it showed; {supplier} sends a fitter."}},
    Scenario{"Production",
             {"Send {n} {item} to {place} by air", "A sea shipment would be {d} days late."},
             {"Tooling for {item} broke at {supplier}", "Repair takes {d} days; {n} pieces affected."}},
    Scenario{"Documentation",
             {"Packing list of shipment does not match", "It says {n} pieces of {item}; fewer came."},
             {"Order number missing on papers of {supplier}", "Goods-in at {place} cannot book {item}."}},
    Scenario{"General",
             {"Question on shipment via {place}", "{carrier} asks which gate takes {item}."},
             {"Contact at {supplier} has changed", "Update the {n} open orders within {d} days."}},
};

constexpr std::array<std::string_view, 16> kNotes{
    "Called {supplier}: they look into it and answer tomorrow.",
    "Carrier confirmed the new ETA.",
    "{carrier} has a slot in {d} days; booked it.",
    "Asked {place} for photographs of the pallets.",
    "Production can bridge {d} days from stock.",
    "{supplier} offers {n} pieces from another lot.",
    "Escalated to their sales manager.",
    "Broker has all papers now.",
    "Split delivery agreed: half this week, half next.",
    "Received {n} pieces, all good.",
    "Customer has been told.",
    "No answer yet; will call again on Monday.",
    "Air freight approved by planning.",
    "Credit note is on its way.",
    "Checked the drawing: the pieces are right, our list was wrong.",
    "Closed on their side as well.",
};

}  // namespace

std::span<const Scenario> scenarios() {
  return kScenarios;
}
std::span<const std::string_view> note_texts() {
  return kNotes;
}

}  // namespace expediter::app
