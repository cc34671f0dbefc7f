#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "app/commands.h"
#include "app/stored_rows.h"
#include "app/typed_password.h"
#include "base/unicode.h"
#include "domain/user.h"
#include "service/accounts.h"
#include "store/database.h"

namespace expediter::app {

namespace {

// By name, whatever its case. Throws CommandError, which names those that there are.
domain::Role get_role_by_name(sql::Connection& connection, const std::string& name) {
  std::string known;
  for (domain::Role& role : read_rows<domain::Role>(connection, store::everything_visible())) {
    if (base::fold_identity(role.name) == base::fold_identity(name)) return std::move(role);
    known += (known.empty() ? "" : ", ") + role.name;
  }
  throw CommandError{fmt::format("there is no role \"{}\"; there are: {}", name, known)};
}

schema::Json user_of(const Invocation& invocation, std::int64_t role_id) {
  schema::Json::Object fields;
  const auto add = [&](const char* field, std::string_view argument) {
    if (invocation.given(argument)) fields.push_back({field, {invocation.text(argument)}});
  };
  add("User Fullname", "--fullname");
  add("Username", "--username");
  add("User Email", "--email");
  add("User Phone", "--phone");
  fields.push_back({"Role Id", {role_id}});
  if (invocation.given("--password-stdin")) fields.push_back({"Password", {read_password(invocation.in())}});
  return {std::move(fields)};
}

std::string read_chosen(const Invocation& invocation) {
  return invocation.given("--password-stdin") ? read_password(invocation.in()) : std::string{};
}

int add(const Invocation& invocation, store::Database& database) {
  const auto reader = database.open_reader();
  const domain::Role role = get_role_by_name(reader->connection(), invocation.text("--role"));
  const schema::Json body = user_of(invocation, role.id);
  const auto request = service::read_user_request(body, schema::Intent::create);
  const domain::User user = database.writer().run([&](store::WriteContext& context) {
    return service::create_user(context, service::operator_caller(), request);
  });
  invocation.out() << fmt::format("Added user {}, {} <{}>, as {}.\n", user.id, user.username, user.email,
                                  role.name);
  if (!request.initial_password.empty())
    invocation.out() << "The one-time password is shown only now; the first sign-in asks for another: "
                     << request.initial_password << "\n";
  return kExitSuccess;
}

}  // namespace

Command user_add_command() {
  return {
      .name = "user add",
      .summary = "Add a user, with a one-time password or one of your choice.",
      .details = "Works while a server runs.",
      .arguments =
          {{.name = "--username", .placeholder = "NAME", .summary = "The login name.", .required = true},
           {.name = "--email", .placeholder = "ADDRESS", .summary = "The e-mail address.", .required = true},
           {.name = "--fullname",
            .placeholder = "NAME",
            .summary = "The name that people know.",
            .required = true},
           {.name = "--role",
            .placeholder = "ROLE",
            .summary = "What they may do: the name of a role, such as \"Issue Tracker Viewer\".",
            .required = true},
           {.name = "--phone", .placeholder = "NUMBER", .summary = "A telephone number."},
           {.name = "--password-stdin",
            .summary = "Take the password from the first line of standard input, instead of inventing one."}},
      .settings = SettingFlags::data_only,
      .change = add,
      .read_input = read_chosen};
}

}  // namespace expediter::app
