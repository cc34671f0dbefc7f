// The route of the audit log.

#include "api/entity_answers.h"
#include "api/resources.h"
#include "domain/audit_entry.h"

namespace expediter::api {

namespace {

using domain::AuditEntry;

void list_entries(Call& call) {
  answer_list<AuditEntry>(call, {schema::kIndexOf<&AuditEntry::id>, true}, store::everything_visible());
}

}  // namespace

std::vector<Route> audit_routes() {
  return {{http::Method::get,
           "/api/audit-log",
           Need::superuser(),
           list_entries,
           {.tag = "Audit Log",
            .summary = "List what was done to accounts and access, and what was taken away; newest first.",
            .shape = Shape::list,
            .entity = &schema::kTableInfo<AuditEntry>,
            .list_parameters = true}}};
}

}  // namespace expediter::api
