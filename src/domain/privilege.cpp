#include "domain/privilege.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace expediter::domain {

Privileges Privileges::everything() {
  Privileges all;
  all.levels_.fill(Level::edit);
  all.superuser_ = true;
  return all;
}

Privileges Privileges::of(const std::vector<Privilege>& granted) {
  Privileges privileges;
  for (const Privilege& privilege : granted) {
    Level& level = privileges.levels_[index(privilege.area)];
    level = std::max(level, privilege.level == GrantedLevel::edit ? Level::edit : Level::view);
  }
  return privileges;
}

bool Privileges::cover(const Privileges& other) const {
  if (superuser_) return true;
  if (other.superuser_) return false;
  for (std::size_t i = 0; i < kAreaCount; ++i)
    if (levels_[i] < other.levels_[i]) return false;
  return true;
}

std::vector<Privilege> Privileges::list() const {
  std::vector<Privilege> granted;
  for (std::size_t i = 0; i < kAreaCount; ++i) {
    if (levels_[i] == Level::none) continue;
    granted.push_back({.area = static_cast<Area>(i),
                       .level = levels_[i] == Level::edit ? GrantedLevel::edit : GrantedLevel::view});
  }
  return granted;
}

Privileges Privileges::narrowed_to(const Privileges& scope) const {
  Privileges both;
  for (std::size_t i = 0; i < kAreaCount; ++i) both.levels_[i] = std::min(levels_[i], scope.levels_[i]);
  both.superuser_ = superuser_ && scope.superuser_;
  return both;
}

}  // namespace expediter::domain

namespace expediter::schema {

bool ValueTraits<std::vector<domain::Privilege>>::read(const Json& json, const Rule& rule,
                                                       std::vector<domain::Privilege>& out,
                                                       base::Violations& violations) {
  const std::size_t before = violations.size();
  if (!EntityListTraits<domain::Privilege>::read(json, rule, out, violations)) return false;
  const Json::Array& items = *json.array();
  std::array<bool, EnumLabels<domain::Area>::labels.size()> named{};
  for (std::size_t i = 0; i < items.size(); ++i) {
    // Half a privilege must not become one by default.
    for (const FieldInfo& field : kFieldInfos<domain::Privilege>) {
      if (items[i].find(field.name) != nullptr) continue;
      const std::string name = fmt::format("{}[{}].{}", rule.field, i, field.name);
      violate(violations, Rule{.field = name}, base::violation::kRequired,
              fmt::format("{} is required.", name));
    }
    if (std::exchange(named[static_cast<std::size_t>(out[i].area)], true))
      violate(violations, rule, base::violation::kDuplicate,
              fmt::format("{} names '{}' twice.", rule.field, ValueTraits<domain::Area>::label(out[i].area)));
  }
  return violations.size() == before;
}

std::vector<domain::Privilege> ValueTraits<std::vector<domain::Privilege>>::from_scalar(
    const ScalarView& scalar) {
  std::vector<domain::Privilege> privileges;
  base::Violations violations;
  read(parse_json(std::get<std::string_view>(scalar)), Rule{.field = "privileges"}, privileges, violations);
  return privileges;
}

}  // namespace expediter::schema
