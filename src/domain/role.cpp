#include "domain/role.h"

namespace expediter::domain {

Privileges privileges_of_role(std::int64_t id, const std::vector<Privilege>& granted) {
  return id == kSuperuserRole ? Privileges::everything() : Privileges::of(granted);
}

}  // namespace expediter::domain
