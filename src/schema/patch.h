#pragma once
// A Patch is what a write asks for: per field absent, or a value (null included where the field is nullable).

#include <fmt/format.h>

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "schema/field.h"

namespace expediter::schema {

template <class Entity>
struct PatchOf {
  template <class... Value>
  static auto make(const std::tuple<Field<Entity, Value>...>&) -> std::tuple<std::optional<Value>...>;
  using type = decltype(make(FieldTable<Entity>::fields));
};
template <class Entity>
using Patch = typename PatchOf<Entity>::type;

// The slot of a member: `at<&Ticket::title>(patch)` is a std::optional of the member's type.
template <auto Member, class PatchType>
auto& at(PatchType& patch) {
  return std::get<kIndexOf<Member>>(patch);
}

template <class Entity, class Visit, std::size_t... I>
void for_each_slot_at(Visit&& visit, std::index_sequence<I...>) {
  (visit.template operator()<I>(std::get<I>(FieldTable<Entity>::fields)), ...);
}
// Calls `visit.template operator()<I>(field)` for every field.
template <class Entity, class Visit>
void for_each_slot(Visit&& visit) {
  for_each_slot_at<Entity>(std::forward<Visit>(visit), std::make_index_sequence<kFieldCount<Entity>>{});
}

enum class Intent : std::uint8_t { create, update };

// Finds members of `body` that the table does not know (naming the nearest that it does) or that stand twice.
// Costs what sorting the names costs; of those past what `violations` keeps it says only how many there are.
void check_names(const Json::Object& body, const TableInfo& table, base::Violations& violations);

// Reads a request body against the table of `Entity`. Appends every violation: unknown, duplicate and missing
// fields, wrong types and values. On creation a field of the server's is one too; on update it is kept in the
// patch for `refuse_server_changes` to compare. What was fine is in the patch even if other fields were not.
template <class Entity>
Patch<Entity> read_patch(const Json& body, Intent intent, base::Violations& violations) {
  Patch<Entity> patch;
  check_names(*body.object(), kTableInfo<Entity>, violations);
  for_each_slot<Entity>([&]<std::size_t I>(const auto& field) {
    const Rule rule{field.name, field.form, field.limits};
    const Json* json = body.find(field.name);
    if (json == nullptr) {
      if (field.required && intent == Intent::create)
        violate(violations, rule, base::violation::kRequired, fmt::format("{} is required.", field.name));
      return;
    }
    if (field.access == Access::server && intent == Intent::create) {
      violate(violations, rule, base::violation::kReadOnly,
              fmt::format("{} is set by the server; leave it out.", field.name));
      return;
    }
    using Slot = std::tuple_element_t<I, Patch<Entity>>;
    typename Slot::value_type value{};
    if (ValueTraits<typename Slot::value_type>::read(*json, rule, value, violations))
      std::get<I>(patch) = std::move(value);
  });
  return patch;
}

// A field of the server's in an update must be the stored one: clients send back what they read.
template <class Entity>
void refuse_server_changes(const Entity& stored, const Patch<Entity>& patch, base::Violations& violations) {
  for_each_slot<Entity>([&]<std::size_t I>(const auto& field) {
    const auto& slot = std::get<I>(patch);
    const bool ours = field.access == Access::server || field.access == Access::create_only;
    if (!ours || !slot || *slot == stored.*field.member) return;
    violate(violations, Rule{.field = field.name}, base::violation::kReadOnly,
            fmt::format("{} is set by the server and cannot be changed.", field.name));
  });
}

// Writes what the patch holds of a client's fields into `entity`; what is write-only is the caller's to deal
// with.
template <class Entity>
void apply_patch(Entity& entity, const Patch<Entity>& patch) {
  for_each_slot<Entity>([&]<std::size_t I>(const auto& field) {
    const bool theirs = field.access == Access::writable || field.access == Access::create_only;
    if (theirs && std::get<I>(patch)) entity.*field.member = *std::get<I>(patch);
  });
}

// One field that differs between two versions of an entity, as JSON text.
struct FieldChange {
  std::size_t field;
  std::string from;
  std::string to;
};

// The writable fields that differ, in the table's order.
template <class Entity>
std::vector<FieldChange> changes_between(const Entity& before, const Entity& after) {
  std::vector<FieldChange> changes;
  for_each_slot<Entity>([&]<std::size_t I>(const auto& field) {
    if (field.access != Access::writable || before.*field.member == after.*field.member) return;
    using Traits = ValueTraits<std::remove_cvref_t<decltype(before.*field.member)>>;
    FieldChange change{.field = I, .from = {}, .to = {}};
    Traits::append(change.from, before.*field.member);
    Traits::append(change.to, after.*field.member);
    changes.push_back(std::move(change));
  });
  return changes;
}

// Appends the whole entity as a JSON object, fields in the table's order.
template <class Entity>
void append_entity(std::string& out, const Entity& entity) {
  JsonObject object{out};
  for_each_field<Entity>([&](const auto& field) {
    if (field.access == Access::write_only) return;
    using Traits = ValueTraits<std::remove_cvref_t<decltype(entity.*field.member)>>;
    Traits::append(object.member(field.name), entity.*field.member);
  });
  object.close();
}

// A list of entities inside another (notes of a ticket, privileges of a user): a JSON array of objects.
template <class Entity>
struct EntityListTraits {
  static constexpr TypeInfo info{.kind = Kind::objects,
                                 .expected = "an array of objects",
                                 .parse = nullptr,
                                 .open_api = R"({"type":"array","items":{"type":"object"}})",
                                 .items = &kTableInfo<Entity>};
  static bool read(const Json& json, const Rule& rule, std::vector<Entity>& out,
                   base::Violations& violations) {
    const Json::Array* items = json.array();
    const std::size_t before = violations.size();
    for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
      const Json& item = (*items)[i];
      if (item.object() == nullptr) {
        items = nullptr;
        break;
      }
      base::Violations found{violations.is_full() ? 0 : base::Violations::kKept};
      // As an update: a client sends back whole objects, server fields included.
      const Patch<Entity> patch = read_patch<Entity>(item, Intent::update, found);
      if (!found.empty()) violations.append(found, fmt::format("{}[{}].", rule.field, i));
      Entity entity{};
      for_each_slot<Entity>([&]<std::size_t I>(const auto& field) {
        if (std::get<I>(patch)) entity.*field.member = *std::get<I>(patch);
      });
      out.push_back(std::move(entity));
    }
    if (items == nullptr) {
      violate(violations, rule, base::violation::kType,
              fmt::format("{} must be an array of objects, not {}.", rule.field, json.type_name()));
      return false;
    }
    return violations.size() == before;
  }
  static void append(std::string& out, const std::vector<Entity>& values) {
    out += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out += ',';
      append_entity(out, values[i]);
    }
    out += ']';
  }
};

}  // namespace expediter::schema
