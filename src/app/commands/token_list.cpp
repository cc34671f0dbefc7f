#include <ostream>

#include "app/commands.h"
#include "app/stored_rows.h"
#include "app/text_table.h"
#include "base/date.h"
#include "service/accounts.h"
#include "store/tokens.h"

namespace expediter::app {

namespace {

using domain::ApiToken;

// `Issue Tracker:View,Users:Edit`, as `token create` takes it.
std::string render_scope(const ApiToken& token) {
  if (!token.scope) return "everything";
  std::string out;
  for (const domain::Privilege& privilege : *token.scope)
    out.append(out.empty() ? "" : ",")
        .append(schema::ValueTraits<domain::Area>::label(privilege.area))
        .append(":")
        .append(schema::ValueTraits<domain::GrantedLevel>::label(privilege.level));
  return out;
}

int run_list(const Invocation& invocation) {
  sql::Connection connection = open_to_read(invocation);
  std::optional<std::int64_t> owner;
  if (invocation.given("--user"))
    owner = service::get_user_by_login(connection, invocation.text("--user")).id;
  const auto tokens = read_rows<ApiToken>(connection, store::live_tokens(owner));
  if (invocation.given("--json")) {
    print_json(invocation.out(), tokens);
    return kExitSuccess;
  }
  TextTable table{{"ID", "NAME", "USER", "SCOPE", "CREATED", "EXPIRES"}};
  for (const ApiToken& token : tokens)
    table.add({std::to_string(token.id), token.name, token.owner_email, render_scope(token),
               base::format_timestamp(token.created_at),
               token.expires_at ? base::format_timestamp(*token.expires_at) : "never"});
  invocation.out() << table.render();
  return kExitSuccess;
}

}  // namespace

Command token_list_command() {
  return {.name = "token list",
          .summary = "List the API tokens that are not revoked, without their secrets.",
          .details = "Works while a server runs.",
          .arguments = {{.name = "--user", .placeholder = "LOGIN", .summary = "Only those of this user."},
                        {.name = "--json", .summary = "As a JSON array, with the fields of the API."}},
          .settings = SettingFlags::data_only,
          .run = run_list};
}

}  // namespace expediter::app
