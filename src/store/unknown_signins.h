#pragma once
// Failed sign-ins under names that nobody has, counted like those of users: whether a name locks must not
// tell whether it exists.

#include <string_view>

#include "store/writer.h"

namespace expediter::store {

// Names that are remembered; past it the one that was tried longest ago is forgotten.
inline constexpr std::int64_t kMaxUnknownNames = 10'000;

struct SigninFailures {
  std::int64_t count = 0;  // In a row.
  base::Timestamp locked_until;
};
// Of the name with that digest; none where it was never tried.
SigninFailures find_unknown_signin(sql::Connection& connection, std::string_view digest);
void set_unknown_signin(WriteContext& context, std::string_view digest, const SigninFailures& failures);

}  // namespace expediter::store
