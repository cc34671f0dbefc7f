#include <ostream>

#include "app/commands.h"
#include "app/stored_rows.h"
#include "app/text_table.h"
#include "domain/user.h"

namespace expediter::app {

namespace {

int run_list(const Invocation& invocation) {
  sql::Connection connection = open_to_read(invocation);
  const auto users = read_rows<domain::User>(connection, store::everything_visible());
  if (invocation.given("--json")) {
    print_json(invocation.out(), users);
    return kExitSuccess;
  }
  TextTable table{{"ID", "USERNAME", "EMAIL", "NAME", "ROLE", "STATUS"}};
  for (const domain::User& user : users)
    table.add({std::to_string(user.id), user.username, user.email, user.fullname, user.role_name,
               std::string{schema::ValueTraits<domain::UserStatus>::label(user.status)}});
  invocation.out() << table.render();
  return kExitSuccess;
}

}  // namespace

Command user_list_command() {
  return {.name = "user list",
          .summary = "List the users, the inactive ones too.",
          .details = "Works while a server runs.",
          .arguments = {{.name = "--json", .summary = "As a JSON array, with the fields of the API."}},
          .settings = SettingFlags::data_only,
          .run = run_list};
}

}  // namespace expediter::app
