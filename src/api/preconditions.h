#pragma once
// If-Match and If-None-Match of a write to a plain resource, whose tag is the digest of what GET answers.

#include "api/call.h"
#include "base/entity_tags.h"
#include "base/random.h"

namespace expediter::api {

inline service::Precondition precondition_of(const Call& call) {
  return {.if_match = std::string{call.request().header("If-Match")},
          .if_none_match = std::string{call.request().header("If-None-Match")}};
}

// Throws ticket_changed where the condition does not hold of what is there. Within the change, before it has
// changed anything. `render(std::string& out)` appends what GET answers; called only where there is a
// condition.
template <class Render>
void require_version(const service::Precondition& condition, Render render) {
  if (condition.if_match.empty() && condition.if_none_match.empty()) return;
  std::string body;
  render(body);
  const std::string tag = base::content_tag(body);
  if (!condition.if_match.empty() && !base::names_tag(condition.if_match, tag))
    throw base::Error{base::ErrorCode::ticket_changed, "It was changed since you read it. Read it again."};
  if (!condition.if_none_match.empty() && base::names_tag(condition.if_none_match, tag))
    throw base::Error{base::ErrorCode::ticket_changed, "If-None-Match names what is there."};
}

// Runs `create()`. With `If-None-Match: *` an entity whose natural key is taken is ticket_changed, not a
// fault of the fields: the client asked to create it only if it is not there.
template <class Create>
auto create_unless_there(const service::Precondition& condition, Create create) {
  try {
    return create();
  } catch (const base::Error& error) {
    const auto is_taken = [](const base::Violation& violation) {
      return violation.code == base::violation::kNotUnique;
    };
    const bool all_taken = error.violations().size() > 0 &&
                           std::all_of(error.violations().begin(), error.violations().end(), is_taken);
    if (base::trim(condition.if_none_match) != "*" || !all_taken) throw;
    throw base::Error{base::ErrorCode::ticket_changed, error.violations().begin()->message};
  }
}

}  // namespace expediter::api
