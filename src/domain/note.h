#pragma once
// A note: a remark on a ticket, kept with it. Only its author or a Superuser changes or deletes it.

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
