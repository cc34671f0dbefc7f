#pragma once
// A saved view of the ticket list: a name for the query part of its address. Its owner's, or shared with all.

#include <cstdint>
#include <string>

#include "schema/patch.h"

namespace expediter::domain {

struct View {
  std::int64_t id = 0;
  std::string name;
  std::string query;
  bool shared = false;
  std::string owner_email;  // Joined.
  friend bool operator==(const View&, const View&) = default;
};

}  // namespace expediter::domain

namespace expediter::schema {

template <>
struct FieldTable<domain::View> {
  using View = domain::View;
  static constexpr std::string_view noun = "view";
  static constexpr std::string_view sql_table = "views";
  static constexpr base::ErrorCode invalid = base::ErrorCode::view_invalid;
  static constexpr std::tuple fields{
      Field{.name = "id",
            .member = &View::id,
            .column = "id",
            .access = Access::server,
            .summary = "The view's id."},
      Field{.name = "Name",
            .member = &View::name,
            .column = "name",
            .required = true,
            .form = Form::line,
            .limits = {1, 100},
            .summary = "What people call it."},
      Field{.name = "Query",
            .member = &View::query,
            .column = "query",
            .required = true,
            .form = Form::line,
            .limits = {0, 8192},
            .summary = "The query part of the ticket list's address, without '?'."},
      Field{.name = "Shared",
            .member = &View::shared,
            .column = "shared",
            .summary = "Whether everybody sees it."},
      Field{.name = "Owner Email",
            .member = &View::owner_email,
            .expression = "(SELECT email FROM users WHERE users.id = views.owner_id)",
            .access = Access::server,
            .form = Form::email,
            .summary = "Whose it is."},
  };
};
static_assert(field_names_are_unique<domain::View>() && fields_are_complete<domain::View>());
static_assert(every_member_is_listed<domain::View>());

}  // namespace expediter::schema
