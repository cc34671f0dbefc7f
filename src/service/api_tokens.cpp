#include "service/api_tokens.h"

#include "base/random.h"
#include "service/audit.h"
#include "store/users.h"

namespace expediter::service {

namespace {

using base::Error;
using base::ErrorCode;
using domain::ApiToken;

constexpr std::size_t kSecretBytes = 32;

void check_scope(const Caller& caller, const ApiToken& token, base::Violations& violations) {
  if (token.scope && !caller.privileges.cover(domain::Privileges::of(*token.scope)))
    schema::violate(violations, {.field = "Scope"}, base::violation::kNotAllowed,
                    "Scope names access that you do not have yourself.");
}

void check_expiry(const Caller& caller, const ApiToken& token, base::Timestamp now,
                  base::Violations& violations) {
  const schema::Rule rule{.field = "Expires At"};
  if (token.expires_at && *token.expires_at <= now)
    schema::violate(violations, rule, base::violation::kRange, "Expires At must be in the future.");
  const bool endless_maker = !caller.by_token() || caller.expires_at.seconds == INT64_MAX;
  if (!endless_maker && (!token.expires_at || *token.expires_at > caller.expires_at))
    schema::violate(violations, rule, base::violation::kRange,
                    "Expires At must not be later than that of the token you are using.");
}

std::string subject_of(const ApiToken& token) {
  return fmt::format("token {} of {}", token.id, token.owner_email);
}

// A token that may do less than its owner knows of itself and of those that were made with it: what it may
// not do, it may not take from others either.
bool is_confined(sql::Connection& connection, const Caller& caller) {
  if (!caller.by_token() || caller.token_id == 0) return false;
  const auto owner = store::find_user(connection, caller.user_id);
  return !owner || !caller.privileges.cover(domain::privileges_of_role(owner->role_id, owner->privileges));
}

store::OwnedToken get_seen(sql::Connection& connection, const Caller& caller, std::int64_t id) {
  auto found = store::find_token(connection, id);
  const bool is_theirs = found && (found->owner_id == caller.user_id || caller.superuser());
  if (!is_theirs ||
      (is_confined(connection, caller) && !store::is_of_family(connection, id, caller.token_id)))
    throw Error{ErrorCode::token_not_found};
  return *std::move(found);
}

}  // namespace

NewToken create_token(store::WriteContext& context, const Caller& caller, std::int64_t owner_id,
                      const schema::Patch<ApiToken>& patch) {
  ApiToken token;
  schema::apply_patch(token, patch);
  token.created_at = context.now();
  // A script's token begets none that may do more than itself, as one without a scope could.
  if (caller.by_token() && caller.user_id == owner_id && !token.scope) token.scope = caller.privileges.list();
  base::Violations violations;
  check_scope(caller, token, violations);
  check_expiry(caller, token, context.now(), violations);
  if (!violations.empty()) throw Error{ErrorCode::token_invalid, std::move(violations)};
  if (store::count_tokens_of(context.db(), owner_id) >= kMaxTokensPerUser)
    throw Error{ErrorCode::token_invalid,
                fmt::format("A user has at most {} API tokens; revoke some first.", kMaxTokensPerUser)};
  NewToken made;
  made.text = std::string{domain::kTokenPrefix} + base::random_token(kSecretBytes);
  const std::string digest = base::to_hex(base::digest(made.text));
  const std::int64_t id = store::insert_token(context, {std::move(token), owner_id, caller.token_id}, digest);
  made.token = store::find_token(context.db(), id)->token;
  record(context, caller, AuditAction::token_created,
         {subject_of(made.token), describe_changes(ApiToken{}, made.token)});
  return made;
}

void revoke_token(store::WriteContext& context, const Caller& caller, std::int64_t id) {
  const ApiToken token = get_seen(context.db(), caller, id).token;
  const std::int64_t with_it = store::revoke_family(context, id);
  record(context, caller, AuditAction::token_revoked,
         {subject_of(token), with_it == 0 ? "" : fmt::format("with {} that were made with it", with_it)});
}

ApiToken get_token(sql::Connection& connection, const Caller& caller, std::int64_t id) {
  return get_seen(connection, caller, id).token;
}

store::Visible tokens_seen_by(sql::Connection& connection, const Caller& caller) {
  if (is_confined(connection, caller)) return store::live_family(caller.token_id);
  return store::live_tokens(caller.superuser() ? std::nullopt : std::optional{caller.user_id});
}

}  // namespace expediter::service
