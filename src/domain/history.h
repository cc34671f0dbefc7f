#pragma once
// The record of who changed what on a ticket, and when. It outlives the ticket.

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "schema/patch.h"

namespace expediter::domain {

// Ranks are stored: never reorder, only append.
enum class Action : std::uint8_t { created, changed, deleted, note_added, note_changed, note_deleted };

struct HistoryEntry {
  std::int64_t id = 0;  // 1, 2, … within its ticket.
  base::Timestamp changed_at;
  std::string changed_by;
  Action action = Action::changed;
  std::optional<std::string> field;
  std::optional<std::string> from;
  std::optional<std::string> to;
};

// A field's JSON text as plain text for the record: strings without quotes, null as none.
std::optional<std::string> plain_text_of(std::string_view json);

}  // namespace expediter::domain

namespace expediter::schema {

template <>
struct EnumLabels<domain::Action> {
  static constexpr std::array<std::string_view, 6> labels{"Created",    "Changed",      "Deleted",
                                                          "Note Added", "Note Changed", "Note Deleted"};
};

template <>
struct FieldTable<domain::HistoryEntry> {
  using Entry = domain::HistoryEntry;
  static constexpr std::string_view noun = "history entry";
  static constexpr std::string_view sql_table = "ticket_history";
  static constexpr base::ErrorCode invalid = base::ErrorCode::query_invalid;
  static constexpr std::tuple fields{
      Field{.name = "id",
            .member = &Entry::id,
            .column = "id",
            .access = Access::server,
            .summary = "1, 2, … within the ticket."},
      Field{.name = "Changed At",
            .member = &Entry::changed_at,
            .column = "changed_at",
            .access = Access::server,
            .summary = "When."},
      Field{.name = "Changed By",
            .member = &Entry::changed_by,
            .column = "changed_by",
            .access = Access::server,
            .summary = "Who, by e-mail address."},
      Field{.name = "Action",
            .member = &Entry::action,
            .column = "action",
            .access = Access::server,
            .summary = "What was done."},
      Field{.name = "Field",
            .member = &Entry::field,
            .column = "field",
            .access = Access::server,
            .summary = "Which field changed; null for a whole ticket or a note."},
      Field{.name = "From",
            .member = &Entry::from,
            .column = "from_value",
            .access = Access::server,
            .summary = "The value before."},
      Field{.name = "To",
            .member = &Entry::to,
            .column = "to_value",
            .access = Access::server,
            .summary = "The value after."},
  };
};
static_assert(field_names_are_unique<domain::HistoryEntry>() && fields_are_complete<domain::HistoryEntry>());
static_assert(every_member_is_listed<domain::HistoryEntry>());

}  // namespace expediter::schema
