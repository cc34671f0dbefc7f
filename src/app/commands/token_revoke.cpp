#include <ostream>

#include "app/commands.h"
#include "service/accounts.h"
#include "service/api_tokens.h"
#include "store/database.h"

namespace expediter::app {

namespace {

int revoke(const Invocation& invocation, store::Database& database) {
  const std::int64_t id = invocation.number("ID", 1, INT64_MAX);
  const auto token = database.writer().run([&](store::WriteContext& context) {
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
      .details = "Works while a server runs, which refuses the token from its next request on.",
      .arguments = {{.name = "ID", .summary = "The token's number, from `token list`.", .required = true}},
      .settings = SettingFlags::data_only,
      .change = revoke};
}

}  // namespace expediter::app
