#include <ostream>

#include "app/commands.h"
#include "service/accounts.h"
#include "store/database.h"

namespace expediter::app {

namespace {

int deactivate(const Invocation& invocation, store::Database& database) {
  const domain::User user = database.writer().run([&](store::WriteContext& context) {
    const std::int64_t id = service::get_user_by_login(context.db(), invocation.text("LOGIN")).id;
    return service::deactivate_user(context, service::operator_caller(), id);
  });
  invocation.out() << user.username << " <" << user.email << "> can no longer sign in.\n";
  return kExitSuccess;
}

}  // namespace

Command user_deactivate_command() {
  return {.name = "user deactivate",
          .summary = "Shut a user out: sessions end, API tokens are void, nothing is erased.",
          .details = "The last active Superuser stays. Works while a server runs.",
          .arguments = {{.name = "LOGIN",
                         .summary = "Whom: the login name or the e-mail address.",
                         .required = true}},
          .settings = SettingFlags::data_only,
          .change = deactivate};
}

}  // namespace expediter::app
