#include "service/audit.h"

#include <fmt/format.h>

#include "base/text.h"
#include "store/audit_log.h"

namespace expediter::service {

namespace {

constexpr std::size_t kMaxDetails = 2000;  // Characters.

std::optional<std::string> unless_empty(std::string text) {
  return text.empty() ? std::nullopt : std::optional{std::move(text)};
}

}  // namespace

void record(store::WriteContext& context, const Caller& caller, AuditAction action, Audited what) {
  store::append_audit(context,
                      {.actor = caller.user_id == 0 ? "operator" : caller.email,
                       .action = action,
                       .subject = unless_empty(std::move(what.subject)),
                       .details = unless_empty(base::shorten(what.details, kMaxDetails)),
                       .token_id = caller.token_id == 0 ? std::nullopt : std::optional{caller.token_id}});
}

void record_by(store::WriteContext& context, std::string_view email, AuditAction action, Audited what) {
  store::append_audit(context, {.actor = unless_empty(std::string{email}),
                                .action = action,
                                .subject = unless_empty(std::move(what.subject)),
                                .details = unless_empty(base::shorten(what.details, kMaxDetails))});
}

std::string subject_of(const domain::User& user) {
  return fmt::format("user {} <{}>", user.id, user.email);
}

std::string numbered(std::string_view noun, std::int64_t id) {
  return fmt::format("{} {}", noun, id);
}

}  // namespace expediter::service
