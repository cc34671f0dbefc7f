#include <ostream>

#include "app/commands.h"
#include "app/locked_database.h"
#include "service/accounts.h"
#include "service/two_factor.h"

namespace expediter::app {

namespace {

int run_reset(const Invocation& invocation) {
  LockedDatabase database{invocation, "user reset-2fa"};
  const domain::User user = database.write([&](store::WriteContext& context) {
    domain::User found = service::get_user_by_login(context.db(), invocation.text("LOGIN"));
    service::reset_two_factor(context, service::operator_caller(), found.id);
    return found;
  });
  invocation.out() << user.username << " <" << user.email << "> signs in by password alone.\n";
  return kExitSuccess;
}

}  // namespace

Command user_reset_2fa_command() {
  return {.name = "user reset-2fa",
          .summary = "Take a user's second factor away, where the authenticator is lost.",
          .details =
              "Ends their sessions; recovery codes are void. The server must be stopped; while it runs, "
              "an administrator does this by the page or the API.",
          .arguments = {{.name = "LOGIN",
                         .summary = "Whose: the login name or the e-mail address.",
                         .required = true}},
          .settings = SettingFlags::data_only,
          .run = run_reset};
}

}  // namespace expediter::app
