#include "domain/user.h"

#include "base/unicode.h"

namespace expediter::domain {

void check_user_names(const User& user, base::Violations& violations) {
  const schema::Rule rule{.field = "Username"};
  if (user.username.find_first_of(" \t") != std::string::npos)
    schema::violate(violations, rule, base::violation::kFormat, "Username must not contain blanks.");
  const bool like_an_address = user.username.find('@') != std::string::npos;
  if (like_an_address && base::fold_identity(user.username) != base::fold_identity(user.email))
    schema::violate(violations, rule, base::violation::kFormat,
                    "Username may contain '@' only where it is the user's own e-mail address.");
}

}  // namespace expediter::domain
