#include <ostream>

#include "app/commands.h"
#include "app/locked_database.h"
#include "service/accounts.h"
#include "service/api_tokens.h"

namespace expediter::app {

namespace {

int run_revoke(const Invocation& invocation) {
  const std::int64_t id = invocation.number("ID", 1, INT64_MAX);
  LockedDatabase database{invocation, "token revoke"};
  const auto token = database.write([&](store::WriteContext& context) {
    const auto caller = service::operator_caller();
    auto found = service::get_token(context.db(), caller, id);
    service::revoke_token(context, caller, id);
    return found;
  });
  invocation.out() << "Token " << id << ", \"" << token.name << "\" of " << token.owner_email
                   << ", opens nothing any more.\n";
  return kExitSuccess;
}

}  // namespace

Command token_revoke_command() {
  return {
      .name = "token revoke",
      .summary = "Revoke an API token, for good.",
      .details = "The server must be stopped; while it runs, tokens are revoked by its API.",
      .arguments = {{.name = "ID", .summary = "The token's number, from `token list`.", .required = true}},
      .settings = SettingFlags::data_only,
      .run = run_revoke};
}

}  // namespace expediter::app
