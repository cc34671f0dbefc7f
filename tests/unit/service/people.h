#pragma once
// Users and callers for tests of services.

#include "service/accounts.h"
#include "service/passwords.h"
#include "service/sign_in.h"
#include "store/users.h"
#include "support/database_test.h"

namespace expediter::tests {

inline constexpr std::string_view kPassword = "correct horse";

// A test with a Superuser (ada), an Issue Tracker Manager (ben) and somebody who administers users and no
// more (uma).
class PeopleTest : public DatabaseTest {
 protected:
  PeopleTest() {
    // Argon2id is slow by design: one hash for all.
    static const std::string hash = service::hash_password(kPassword);
    hash_ = hash;
    ada_ = add("ada", domain::kSuperuserRole);
    ben_ = add("ben", 2);
    write([](store::WriteContext& context) {
      service::create_role(context, service::operator_caller(),
                           patch_of<domain::Role>(R"({"Role Name": "User Administrator",
                             "Privileges": [{"type": "Users", "access": "Edit"}]})"));
    });
    uma_ = add("uma", 4);
  }

  std::int64_t add(const std::string& name, std::int64_t role, bool first_signin = false) {
    domain::User user;
    user.fullname = name;
    user.username = name;
    user.email = name + "@acme.com";
    user.role_id = role;
    user.first_signin = first_signin;
    return write([&](store::WriteContext& context) { return store::insert_user(context, user, hash_); });
  }

  service::Caller caller(std::int64_t id) {
    const domain::User user = service::get_user(db(), id);
    service::Caller caller;
    caller.user_id = id;
    caller.email = user.email;
    caller.privileges = domain::privileges_of_role(user.role_id, user.privileges);
    caller.session_id = "session";
    return caller;
  }

  // A request without hashing, unless it sets a password.
  static service::UserRequest change(std::string_view json) {
    return service::read_user_request(schema::parse_json_object(json), schema::Intent::update);
  }
  domain::User update(std::int64_t by, std::int64_t id, std::string_view json) {
    const auto request = change(json);
    return write([&, as = caller(by)](store::WriteContext& context) {
      return service::update_user(context, as, id, request);
    });
  }

  std::string hash_;
  std::int64_t ada_ = 0;
  std::int64_t ben_ = 0;
  std::int64_t uma_ = 0;
};

}  // namespace expediter::tests
