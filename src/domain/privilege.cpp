#include "domain/privilege.h"

#include <algorithm>

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

Privileges Privileges::narrowed_to(const Privileges& scope) const {
  Privileges both;
  for (std::size_t i = 0; i < kAreaCount; ++i) both.levels_[i] = std::min(levels_[i], scope.levels_[i]);
  both.superuser_ = superuser_ && scope.superuser_;
  return both;
}

}  // namespace expediter::domain

namespace expediter::schema {

std::vector<domain::Privilege> ValueTraits<std::vector<domain::Privilege>>::from_scalar(const ScalarView& scalar) {
  std::vector<domain::Privilege> privileges;
  base::Violations violations;
  read(parse_json(std::get<std::string_view>(scalar)), Rule{.field = "privileges"}, privileges, violations);
  return privileges;
}

}  // namespace expediter::schema
