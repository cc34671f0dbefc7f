#include <algorithm>

#include "base/check.h"
#include "base/error.h"
#include "domain/role.h"
#include "domain/ticket.h"
#include "domain/user.h"
#include "domain/view.h"
#include "fuzz/targets.h"
#include "schema/patch.h"

namespace expediter::tests {

namespace {

// Whatever is taken of a client can be served, and served it can be read again as the same.
template <class Entity>
void check_entity(const schema::Json& json) {
  for (const auto intent : {schema::Intent::create, schema::Intent::update}) {
    base::Violations violations;
    const auto patch = schema::read_patch<Entity>(json, intent, violations);
    for (const base::Violation& violation : violations)
      CHECK(!violation.code.empty() && !violation.message.empty());
    CHECK(violations.end() - violations.begin() <= std::ptrdiff_t{base::Violations::kKept});
    if (!violations.empty()) continue;
    Entity entity{};
    schema::apply_patch(entity, patch);
    std::string text;
    schema::append_entity(text, entity);
    schema::parse_json_object(text);
  }
}

// No field of ours is a fraction, and Boost.JSON reads some of them a last digit off.
bool has_fraction(const schema::Json& json) {
  if (const auto* items = json.array()) return std::any_of(items->begin(), items->end(), has_fraction);
  if (const auto* members = json.object())
    return std::any_of(members->begin(), members->end(),
                       [](const schema::JsonMember& member) { return has_fraction(member.value); });
  return std::holds_alternative<double>(json.value);
}

}  // namespace

void fuzz_json(std::string_view bytes) {
  schema::Json json;
  try {
    json = schema::parse_json(bytes);
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::json_invalid && !error.message().empty());
    return;
  }
  std::string text;
  schema::append_json(text, json);
  std::string again;
  schema::append_json(again, schema::parse_json(text));
  CHECK(again == text || has_fraction(json));
  if (json.object() == nullptr) return;
  check_entity<domain::Ticket>(json);
  check_entity<domain::Note>(json);
  check_entity<domain::User>(json);
  check_entity<domain::Role>(json);
  check_entity<domain::View>(json);
}

}  // namespace expediter::tests
