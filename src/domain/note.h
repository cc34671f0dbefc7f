#pragma once
// A note: a remark on a ticket, kept with it. Only its author or a Superuser changes or deletes it.
//
// A ticket has thousands of them at most, and what shows a ticket shows the newest of them only, so that
// neither a change nor a list costs what all notes of a ticket come to.

#include <cstdint>
#include <string>
#include <vector>

#include "schema/patch.h"

namespace expediter::domain {

struct Note {
  std::int64_t id = 0;
  std::string text;
  std::string author_email;
  base::Timestamp created_at;
  base::Timestamp updated_at;
  friend bool operator==(const Note&, const Note&) = default;
};

// What the notes of one ticket may come to: a note more is refused with `ticket_full`.
inline constexpr std::int64_t kMaxNotes = 5'000;
inline constexpr std::int64_t kMaxNoteBytes = std::int64_t{32} * 1024 * 1024;  // Of their texts.
// How many of its newest notes a ticket shows, and of how many bytes; the others are read by themselves.
inline constexpr std::int64_t kMaxShownNotes = 500;
inline constexpr std::int64_t kMaxShownNoteBytes = std::int64_t{256} * 1024;
// The same where the ticket is one of a list: JSON bytes, so that a page of 500 stays within 16 MiB of notes.
inline constexpr std::size_t kMaxListedNoteBytes = std::size_t{32} * 1024;

// How many notes a ticket has, and the bytes of their texts.
struct NoteTotals {
  std::int64_t count = 0;
  std::int64_t bytes = 0;
};
NoteTotals totals_of(const std::vector<Note>& notes);

}  // namespace expediter::domain

namespace expediter::schema {

template <>
struct FieldTable<domain::Note> {
  using Note = domain::Note;
  static constexpr std::string_view noun = "note";
  static constexpr std::string_view sql_table = "notes";
  static constexpr base::ErrorCode invalid = base::ErrorCode::note_invalid;
  static constexpr std::tuple fields{
      Field{.name = "id",
            .member = &Note::id,
            .column = "id",
            .access = Access::server,
            .summary = "Unique over all notes."},
      Field{.name = "Note",
            .member = &Note::text,
            .column = "text",
            .required = true,
            .limits = {1, 16'384},
            .summary = "The text; Markdown by convention."},
      Field{.name = "Author Email",
            .member = &Note::author_email,
            .column = "author_email",
            .access = Access::server,
            .form = Form::email,
            .summary = "Who wrote it."},
      Field{.name = "Created At",
            .member = &Note::created_at,
            .column = "created_at",
            .access = Access::server,
            .summary = "When it was written."},
      Field{.name = "Updated At",
            .member = &Note::updated_at,
            .column = "updated_at",
            .access = Access::server,
            .summary = "When it was last changed."},
  };
};
static_assert(field_names_are_unique<domain::Note>() && fields_are_complete<domain::Note>());
static_assert(every_member_is_listed<domain::Note>());

template <>
struct ValueTraits<std::vector<domain::Note>> : EntityListTraits<domain::Note> {};

}  // namespace expediter::schema
