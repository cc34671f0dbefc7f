#include <ostream>

#include "app/commands.h"
#include "service/accounts.h"
#include "service/two_factor.h"
#include "store/database.h"

namespace expediter::app {

namespace {

int reset(const Invocation& invocation, store::Database& database) {
  const domain::User user = database.writer().run([&](store::WriteContext& context) {
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
          .details = "Ends their sessions; recovery codes are void. Works while a server runs.",
          .arguments = {{.name = "LOGIN",
                         .summary = "Whose: the login name or the e-mail address.",
                         .required = true}},
          .settings = SettingFlags::data_only,
          .change = reset};
}

}  // namespace expediter::app
