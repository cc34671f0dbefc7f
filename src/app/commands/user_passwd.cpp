#include <ostream>

#include "app/commands.h"
#include "app/typed_password.h"
#include "service/accounts.h"
#include "service/passwords.h"
#include "store/database.h"
#include "store/users.h"

namespace expediter::app {

namespace {

std::string read_chosen(const Invocation& invocation) {
  return invocation.given("--password-stdin") ? read_password(invocation.in()) : std::string{};
}

int set_password(const Invocation& invocation, store::Database& database) {
  const std::string& login = invocation.text("LOGIN");
  const bool chosen = invocation.given("--password-stdin");
  const std::string password = chosen ? read_password(invocation.in()) : service::invent_password();
  const schema::Json body{schema::Json::Object{{"Password", {password}}}};
  const auto request = service::read_user_request(body, schema::Intent::update);
  const domain::User user = database.writer().run([&](store::WriteContext& context) {
    const std::int64_t id = service::get_user_by_login(context.db(), login).id;
    domain::User changed = service::update_user(context, service::operator_caller(), id, request);
    // What we invented works once; a chosen one is theirs to keep.
    if (!chosen) store::set_password(context, id, request.password_hash, true);
    return changed;
  });
  invocation.out() << "The password of " << user.username << " <" << user.email
                   << "> is changed, and every session of theirs has ended.\n";
  if (!chosen)
    invocation.out() << "The one-time password is shown only now; the first sign-in asks for another: "
                     << password << "\n";
  return kExitSuccess;
}

}  // namespace

Command user_passwd_command() {
  return {.name = "user passwd",
          .summary = "Give a user a new one-time password, or one of your choice.",
          .details = "Ends their sessions and unlocks them; API tokens stay. Works while a server runs.",
          .arguments = {{.name = "LOGIN",
                         .summary = "Whose: the login name or the e-mail address.",
                         .required = true},
                        {.name = "--password-stdin",
                         .summary = "Take the password from the first line of standard input, instead of "
                                    "inventing one."}},
          .settings = SettingFlags::data_only,
          .change = set_password,
          .read_input = read_chosen};
}

}  // namespace expediter::app
