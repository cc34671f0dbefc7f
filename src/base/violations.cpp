#include "base/violations.h"

#include <utility>

#include "base/text.h"

namespace expediter::base {

void Violations::push_back(Violation violation) {
  ++size_;
  if (is_full()) return;
  // A byte is no more than a character: what is short in bytes need not be looked at.
  if (violation.field.size() > kFieldCharacters) violation.field = shorten(violation.field, kFieldCharacters);
  if (violation.message.size() > kMessageCharacters)
    violation.message = shorten(violation.message, kMessageCharacters);
  kept_.push_back(std::move(violation));
}

void Violations::append(const Violations& part, std::string_view prefix) {
  for (const Violation& each : part) {
    if (is_full()) {
      ++size_;
      continue;
    }
    push_back({std::string{prefix} + each.field, each.code, each.message});
  }
  size_ += part.unlisted();
}

}  // namespace expediter::base
