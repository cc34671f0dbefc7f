#pragma once
// Field tables: what one stored, served and queried field is, said once.
//
// An entity's table is a constexpr tuple of Field rows beside its struct. Two views of it are used: typed
// (`for_each_field`), where members are read, written, bound and rendered; erased (`TableInfo`), where only
// names, types and limits matter: query parsing, SQL text, list headers, OpenAPI.

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "schema/type.h"

namespace expediter::schema {

enum class Access : std::uint8_t {
  writable,     // A client may send it.
  server,       // The server sets it; a client may only send back what is stored.
  create_only,  // A client may choose it on creation; afterwards it is the server's.
  write_only,   // A client may send it and nobody is ever shown it: a password.
  query_only,   // Lists can be asked by it; it is neither sent nor shown.
};

// One row of a field table.
template <class Entity, class Value>
struct Field {
  std::string_view name;  // In JSON, filters and headers.
  Value Entity::*member;
  // An SQL column of the entity's table, or "" where the value is joined or computed (see `expression`).
  std::string_view column = "";
  // What SQL reads and compares instead of the column, where the value is joined.
  std::string_view expression = "";
  Access access = Access::writable;
  bool required = false;  // Must be sent on creation.
  Form form = Form::any;
  Limits limits = {};
  bool filterable = true;
  bool sortable = true;
  std::string_view format = "";  // In list headers; "" takes the type's.
  std::string_view summary = "";
};

// The same row with its types erased.
struct FieldInfo {
  std::string_view name;
  std::string_view column;
  std::string_view expression;  // What SQL reads: the column or the joined expression; "" where neither.
  TypeInfo type;
  Access access;
  bool required;
  Form form;
  Limits limits;
  bool filterable;
  bool sortable;
  std::string_view format;  // In list headers.
  std::string_view summary;

  // Whether answers, list headers and `fields=` know it.
  constexpr bool served() const { return access != Access::write_only && access != Access::query_only; }
  // Whether a body may name it, if only to send back what was served.
  constexpr bool sendable() const { return access != Access::query_only; }
};

// `string`, `number`, `date`, `datetime`, `boolean`: a type's format in list headers.
constexpr std::string_view header_format(Kind kind) {
  switch (kind) {
    case Kind::integer:
      return "number";
    case Kind::date:
      return "date";
    case Kind::timestamp:
      return "datetime";
    case Kind::boolean:
      return "boolean";
    default:
      return "string";
  }
}

// Specialised once per entity, beside it. Members: `noun` ("ticket"), `sql_table`, `invalid` (the ErrorCode
// of a wrong one) and `fields` (a constexpr tuple of Field).
template <class Entity>
struct FieldTable;

template <class Entity, class Visit>
constexpr void for_each_field(Visit&& visit) {
  std::apply([&](const auto&... field) { (visit(field), ...); }, FieldTable<Entity>::fields);
}

template <class Entity>
inline constexpr std::size_t kFieldCount = std::tuple_size_v<decltype(FieldTable<Entity>::fields)>;

template <class Entity>
constexpr auto make_field_infos() {
  return std::apply(
      []<class... Value>(const Field<Entity, Value>&... field) {
        return std::array{FieldInfo{
            .name = field.name,
            .column = field.column,
            .expression = field.expression.empty() ? field.column : field.expression,
            .type = ValueTraits<Value>::info,
            .access = field.access,
            .required = field.required,
            .form = field.form,
            .limits = field.limits,
            .filterable = field.filterable,
            .sortable = field.sortable,
            .format = field.format.empty() ? header_format(ValueTraits<Value>::info.kind) : field.format,
            .summary = field.summary,
        }...};
      },
      FieldTable<Entity>::fields);
}

template <class Entity>
inline constexpr auto kFieldInfos = make_field_infos<Entity>();

// A row of `asked_by`: what SQL can tell of an entity.
template <class Value>
constexpr FieldInfo ask_by(std::string_view name, std::string_view expression, std::string_view summary,
                           Form form = Form::any) {
  constexpr TypeInfo type = ValueTraits<Value>::info;
  return {.name = name,
          .column = "",
          .expression = expression,
          .type = type,
          .access = Access::query_only,
          .required = false,
          .form = form,
          .limits = {},
          .filterable = true,
          .sortable = false,
          .format = header_format(type.kind),
          .summary = summary};
}

// An entity's FieldTable may have `asked_by`: an array of FieldInfo, query-only, of what is known of an
// entity besides its members. They stand behind the members' rows, whose places stay the same.
template <class Entity>
constexpr auto make_queried_infos() {
  if constexpr (requires { FieldTable<Entity>::asked_by; }) {
    constexpr auto& members = kFieldInfos<Entity>;
    constexpr auto& others = FieldTable<Entity>::asked_by;
    std::array<FieldInfo, members.size() + others.size()> all{};
    std::copy(members.begin(), members.end(), all.begin());
    std::copy(others.begin(), others.end(), all.begin() + members.size());
    return all;
  } else {
    return kFieldInfos<Entity>;
  }
}

template <class Entity>
inline constexpr auto kQueriedInfos = make_queried_infos<Entity>();

// A whole table, erased.
struct TableInfo {
  std::string_view noun;
  std::string_view sql_table;
  base::ErrorCode invalid;
  std::span<const FieldInfo> fields;
  // What the entity has besides and this caller may not ask by, and the privilege that it takes.
  std::span<const FieldInfo> withheld = {};
  std::string_view withheld_need = "";

  // The index of the field of that name; -1 where there is none.
  int find(std::string_view name) const {
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (fields[i].name == name) return static_cast<int>(i);
    return -1;
  }
};

// The table as it is for callers who lack the privilege `need` ("Procurement / View"): without its last
// `count` fields. The places of the others stay the same, so whatever was read with it means the same in the
// whole table.
constexpr TableInfo withhold_last(TableInfo table, std::size_t count, std::string_view need) {
  table.withheld = table.fields.last(count);
  table.fields = table.fields.first(table.fields.size() - count);
  table.withheld_need = need;
  return table;
}

template <class Entity>
inline constexpr TableInfo kTableInfo{FieldTable<Entity>::noun, FieldTable<Entity>::sql_table,
                                      FieldTable<Entity>::invalid, kQueriedInfos<Entity>};

// The place of a member in its table: `kIndexOf<&Ticket::title>`.
template <class Member>
struct MemberOf;
template <class E, class V>
struct MemberOf<V E::*> {
  using Entity = E;
  using Value = V;
};

template <auto Member>
consteval std::size_t index_of_member() {
  using Entity = typename MemberOf<decltype(Member)>::Entity;
  std::size_t found = kFieldCount<Entity>;
  std::size_t at = 0;
  for_each_field<Entity>([&](const auto& field) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(field.member)>, decltype(Member)>)
      if (field.member == Member) found = at;
    ++at;
  });
  if (found == kFieldCount<Entity>) throw "the member is not in its field table";
  return found;
}
template <auto Member>
inline constexpr std::size_t kIndexOf = index_of_member<Member>();

// Guards, used as static_asserts beside each table.
template <class Entity>
consteval bool field_names_are_unique() {
  const auto& infos = kQueriedInfos<Entity>;
  for (std::size_t i = 0; i < infos.size(); ++i)
    for (std::size_t j = i + 1; j < infos.size(); ++j)
      if (infos[i].name == infos[j].name) return false;
  return true;
}

// Bounds where they have a meaning, a summary everywhere; what is never shown cannot be asked for either.
template <class Entity>
consteval bool fields_are_complete() {
  for (const FieldInfo& info : kFieldInfos<Entity>) {
    const bool bounded = info.limits.min != 0 || info.limits.max != 0;
    const bool may_be_bounded =
        info.type.kind == Kind::text || info.type.kind == Kind::integer || info.type.kind == Kind::text_list;
    if (bounded && !may_be_bounded) return false;
    if (info.type.kind == Kind::text && info.access != Access::server && info.limits.max == 0) return false;
    if (info.name.ends_with("assword") && info.access == Access::write_only && info.form != Form::secret)
      return false;
    if (!info.served() && (info.filterable || info.sortable || !info.expression.empty())) return false;
    if (info.summary.empty()) return false;
  }
  return true;
}

struct AnyMember {
  template <class T>
  operator T() const;  // NOLINT(google-explicit-constructor): counts members, is never defined.
};
template <class T, class... Members>
consteval std::size_t member_count() {
  if constexpr (requires { T{Members{}..., AnyMember{}}; })
    return member_count<T, Members..., AnyMember>();
  else
    return sizeof...(Members);
}
template <class Entity>
consteval bool every_member_is_listed() {
  return member_count<Entity>() == kFieldCount<Entity>;
}

}  // namespace expediter::schema
