#pragma once
// What a caller may do: an access level in each area. Edit includes View; a Superuser may do everything.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/patch.h"

namespace expediter::domain {

enum class Area : std::uint8_t { issue_tracker, procurement, users };
inline constexpr std::size_t kAreaCount = 3;

enum class Level : std::uint8_t { none, view, edit };

// One granted privilege as it is served: {"type": "Issue Tracker", "access": "Edit"}.
enum class GrantedLevel : std::uint8_t { view, edit };
struct Privilege {
  Area area = Area::issue_tracker;
  GrantedLevel level = GrantedLevel::view;
  friend bool operator==(const Privilege&, const Privilege&) = default;
};

// The access levels of a caller. A plain value.
class Privileges {
 public:
  static Privileges everything();
  static Privileges of(const std::vector<Privilege>& granted);

  bool superuser() const { return superuser_; }
  bool allows(Area area, Level level) const { return superuser_ || levels_[index(area)] >= level; }
  // Whether everything that `other` allows is allowed here too.
  bool cover(const Privileges& other) const;
  // As a list to be stored or served; a Superuser's names every area.
  std::vector<Privilege> list() const;
  // What both allow: a token's scope narrows its owner's privileges. The result is no Superuser unless both
  // are.
  Privileges narrowed_to(const Privileges& scope) const;

 private:
  static std::size_t index(Area area) { return static_cast<std::size_t>(area); }
  std::array<Level, kAreaCount> levels_{};
  bool superuser_ = false;
};

}  // namespace expediter::domain

namespace expediter::schema {

template <>
struct EnumLabels<domain::Area> {
  static constexpr std::array<std::string_view, domain::kAreaCount> labels{"Issue Tracker", "Procurement",
                                                                           "Users"};
};
template <>
struct EnumLabels<domain::GrantedLevel> {
  static constexpr std::array<std::string_view, 2> labels{"View", "Edit"};
};

template <>
struct FieldTable<domain::Privilege> {
  using Privilege = domain::Privilege;
  static constexpr std::string_view noun = "privilege";
  static constexpr std::string_view sql_table = "";  // Kept as JSON within its owner.
  static constexpr base::ErrorCode invalid = base::ErrorCode::role_invalid;
  static constexpr std::tuple fields{
      Field{.name = "type", .member = &Privilege::area, .required = true, .summary = "The area."},
      Field{.name = "access",
            .member = &Privilege::level,
            .required = true,
            .summary = "View, or Edit with View."},
  };
};
static_assert(field_names_are_unique<domain::Privilege>() && fields_are_complete<domain::Privilege>());

// Kept in SQL as the JSON text in which it is served. Each area stands in it at most once.
template <>
struct ValueTraits<std::vector<domain::Privilege>> : EntityListTraits<domain::Privilege> {
  static bool read(const Json& json, const Rule& rule, std::vector<domain::Privilege>& out,
                   base::Violations& violations);
  static ScalarView to_scalar(const std::vector<domain::Privilege>& values, std::string& scratch) {
    scratch.clear();
    append(scratch, values);
    return std::string_view{scratch};
  }
  static std::vector<domain::Privilege> from_scalar(const ScalarView& scalar);
};

}  // namespace expediter::schema
