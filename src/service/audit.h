#pragma once
// What goes into the audit log: words for it, and who is said to have done it. Inside the change itself, so
// that neither is ever there without the other.

#include <string>
#include <string_view>

#include "domain/audit_entry.h"
#include "domain/user.h"
#include "service/caller.h"
#include "store/writer.h"

namespace expediter::service {

using domain::AuditAction;

// What it was done to, and what else there is to say: never a secret.
struct Audited {
  std::string subject = {};
  std::string details = {};
};

// By a caller; the command line's is called "operator".
void record(store::WriteContext& context, const Caller& caller, AuditAction action, Audited what = {});
// By somebody who is not signed in yet, or no more; "" for nobody known.
void record_by(store::WriteContext& context, std::string_view email, AuditAction action, Audited what = {});

// "user 7 <jane.doe@acme.com>"
std::string subject_of(const domain::User& user);
std::string numbered(std::string_view noun, std::int64_t id);

// "Role Id: 2 → 3; User Phone: null → \"1\"": the writable fields that differ.
template <class Entity>
std::string describe_changes(const Entity& before, const Entity& after) {
  std::string text;
  for (const schema::FieldChange& change : schema::changes_between(before, after)) {
    if (!text.empty()) text += "; ";
    text.append(schema::kFieldInfos<Entity>[change.field].name);
    text.append(": ").append(change.from).append(" → ").append(change.to);
  }
  return text;
}

}  // namespace expediter::service
