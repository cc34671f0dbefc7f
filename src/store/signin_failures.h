#pragma once
// Failed sign-ins, counted by name and place, and the devices that are known by their successes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/writer.h"

namespace expediter::store {

// Rows that are kept at most; past it the oldest go. Who makes up names or addresses writes to this bound and
// no further.
inline constexpr std::int64_t kMaxSigninFailures = 10'000;
// Devices of a user that are kept; past it one that never came back goes, else the one not used for longest.
// So a script that signs in anew each minute does not push out the browsers.
inline constexpr std::int64_t kMaxDevices = 20;

// Under what a user's failures are counted.
std::string signin_name(std::int64_t user_id);

struct SigninFailures {
  std::int64_t count = 0;  // In a row.
  base::Timestamp locked_until = {};
  base::Timestamp last_at = {};
};
// None where nothing is counted.
SigninFailures find_signin_failures(sql::Connection& connection, std::string_view name,
                                    std::string_view place);
// `failures.last_at` is ignored: it is now.
void set_signin_failures(WriteContext& context, std::string_view name, std::string_view place,
                         const SigninFailures& failures);
void delete_signin_failures(WriteContext& context, std::string_view name, std::string_view place);
// From every place.
void delete_signin_failures_of(WriteContext& context, std::string_view name);

bool is_known_device(sql::Connection& connection, std::int64_t user_id, std::string_view digest);
// Known from now on, as the one that was used last; a second time it has come back.
void remember_device(WriteContext& context, std::int64_t user_id, std::string_view digest);
void forget_devices_of(WriteContext& context, std::int64_t user_id);

}  // namespace expediter::store
