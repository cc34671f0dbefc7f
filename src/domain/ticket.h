#pragma once
// A ticket: one supply-chain exception, as it is stored and served.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/note.h"
#include "schema/patch.h"

namespace expediter::domain {

// Serves as `TKT-001`: "TKT-" and the number, in at least three digits.
struct TicketId {
  std::int64_t number = 0;
  friend auto operator<=>(const TicketId&, const TicketId&) = default;
};

// The ranks are stored and sorted by: never reorder, only append.
enum class Status : std::uint8_t { open, in_progress, resolved, closed };
enum class Priority : std::uint8_t { low, medium, high, critical };

inline constexpr std::size_t kStatusCount = 4;
inline constexpr std::size_t kPriorityCount = 4;

// Whether work on it is over.
constexpr bool is_settled(Status status) {
  return status == Status::resolved || status == Status::closed;
}

struct Ticket {
  TicketId id;
  std::string title;
  std::optional<std::string> description;
  Status status = Status::open;
  Priority priority = Priority::medium;
  std::string category = "General";
  std::optional<std::string> assignee_email;
  std::string reporter_email;
  base::Timestamp created_at;
  base::Timestamp updated_at;
  std::optional<base::Date> due_date;
  std::optional<std::int64_t> linked_po_id;
  std::optional<std::string> linked_po_number;  // Joined from the register; not stored with the ticket.
  std::vector<Note> notes;               // Oldest first; stored in their own table. See kMaxShownNotes.
  std::vector<std::string> subscribers;  // In the order added.
  friend bool operator==(const Ticket&, const Ticket&) = default;
};

// `TKT-` and one to eighteen digits without needless zeros beyond three digits; empty otherwise.
std::optional<TicketId> parse_ticket_id(std::string_view text);
void append_ticket_id(std::string& out, TicketId id);
std::string format_ticket_id(TicketId id);

// How many may be told of a ticket's changes.
inline constexpr std::size_t kMaxSubscribers = 200;

// Adds the assignee to the subscribers where it is not among them. A full list stays as it is: what is stored
// can always be sent back.
void subscribe_assignee(Ticket& ticket);

}  // namespace expediter::domain

namespace expediter::schema {

template <>
struct EnumLabels<domain::Status> {
  static constexpr std::array<std::string_view, domain::kStatusCount> labels{"Open", "In Progress",
                                                                             "Resolved", "Closed"};
};
template <>
struct EnumLabels<domain::Priority> {
  static constexpr std::array<std::string_view, domain::kPriorityCount> labels{"Low", "Medium", "High",
                                                                               "Critical"};
};

template <>
struct ValueTraits<domain::TicketId> {
  static std::optional<Scalar> parse(std::string_view text) {
    const auto id = domain::parse_ticket_id(text);
    if (!id) return std::nullopt;
    return Scalar{id->number};
  }
  static constexpr TypeInfo info{.kind = Kind::integer,
                                 .expected = "a ticket's id such as TKT-001",
                                 .parse = parse,
                                 .open_api = R"({"type":"string","pattern":"^TKT-[0-9]{3,}$"})"};
  static bool read(const Json& json, const Rule& rule, domain::TicketId& out, base::Violations& violations);
  static void append(std::string& out, domain::TicketId id) {
    out += '"';
    domain::append_ticket_id(out, id);
    out += '"';
  }
  static ScalarView to_scalar(domain::TicketId id, std::string&) { return id.number; }
  static domain::TicketId from_scalar(const ScalarView& scalar) { return {std::get<std::int64_t>(scalar)}; }
};

template <>
struct FieldTable<domain::Ticket> {
  using Ticket = domain::Ticket;
  static constexpr std::string_view noun = "ticket";
  static constexpr std::string_view sql_table = "tickets";
  static constexpr base::ErrorCode invalid = base::ErrorCode::ticket_invalid;
  static constexpr std::tuple fields{
      Field{.name = "id",
            .member = &Ticket::id,
            .column = "id",
            .access = Access::server,
            .format = "string-link",
            .summary = "The ticket's id. Never reused."},
      Field{.name = "Title",
            .member = &Ticket::title,
            .column = "title",
            .required = true,
            .form = Form::line,
            .limits = {1, 255},
            .summary = "One line that says what is wrong."},
      Field{.name = "Description",
            .member = &Ticket::description,
            .column = "description",
            .limits = {0, 65'536, Unit::bytes},
            .sortable = false,
            .summary = "The whole story; Markdown by convention."},
      Field{.name = "Status",
            .member = &Ticket::status,
            .column = "status",
            .summary = "How far the work is. Any status may follow any."},
      Field{.name = "Priority",
            .member = &Ticket::priority,
            .column = "priority",
            .required = true,
            .summary = "How urgent it is."},
      Field{.name = "Category",
            .member = &Ticket::category,
            .column = "category",
            .form = Form::line,
            .limits = {1, 64},
            .summary = "A free heading."},
      Field{.name = "Assignee Email",
            .member = &Ticket::assignee_email,
            .column = "assignee_email",
            .form = Form::email,
            .limits = {1, 254},
            .summary = "Who works on it; a team mailbox is fine."},
      Field{.name = "Reporter Email",
            .member = &Ticket::reporter_email,
            .column = "reporter_email",
            .access = Access::server,
            .form = Form::email,
            .summary = "Who created it."},
      Field{.name = "Created At",
            .member = &Ticket::created_at,
            .column = "created_at",
            .access = Access::server,
            .summary = "When it was created."},
      Field{.name = "Updated At",
            .member = &Ticket::updated_at,
            .column = "updated_at",
            .access = Access::server,
            .summary = "When it or one of its notes last changed."},
      Field{.name = "Due Date",
            .member = &Ticket::due_date,
            .column = "due_date",
            .summary = "The day by which it must be settled."},
      Field{.name = "Linked PO Id",
            .member = &Ticket::linked_po_id,
            .column = "linked_po_id",
            .limits = {1, INT64_MAX},
            .summary = "The purchase order it threatens."},
      Field{.name = "Linked PO Number",
            .member = &Ticket::linked_po_number,
            .expression =
                "(SELECT number FROM purchase_orders WHERE purchase_orders.id = tickets.linked_po_id)",
            .access = Access::server,
            .form = Form::identifier,
            .summary = "That order's number; null while the register lacks it."},
      Field{.name = "Notes",
            .member = &Ticket::notes,
            .access = Access::server,
            .filterable = false,
            .sortable = false,
            .summary = "Its newest notes, oldest first; all of them are under /notes."},
      Field{.name = "Subscribers",
            .member = &Ticket::subscribers,
            .column = "subscribers",
            .form = Form::email,
            .limits = {0, domain::kMaxSubscribers},
            .sortable = false,
            .summary =
                "Who is told of changes, in the order added; the assignee is added while there is room."},
  };
  // What lists and figures can be narrowed by besides; what the register alone knows comes last.
  static constexpr std::array asked_by{
      ask_by<std::optional<base::Timestamp>>("Settled At", "tickets.settled_at",
                                             "When it was resolved or closed; null while it is open."),
      ask_by<std::optional<std::string>>(
          "Supplier Name",
          "(SELECT supplier_name FROM purchase_orders WHERE purchase_orders.id = tickets.linked_po_id)",
          "The supplier of its purchase order, as far as the register knows; asked by who may view "
          "Procurement.",
          Form::line),
  };
};
static_assert(field_names_are_unique<domain::Ticket>() && fields_are_complete<domain::Ticket>());
static_assert(every_member_is_listed<domain::Ticket>());

}  // namespace expediter::schema

namespace expediter::domain {

// Tickets as they can be asked about without the privilege to view the register of purchase orders. A ticket
// shows its order's id and number, to whoever sees the ticket; what else the register knows stands behind all
// other fields, and is left out here.
inline constexpr schema::TableInfo kTicketsWithoutRegister =
    schema::withhold_last(schema::kTableInfo<Ticket>, 1, "Procurement / View");
static_assert(kTicketsWithoutRegister.withheld.front().name == "Supplier Name");

}  // namespace expediter::domain
