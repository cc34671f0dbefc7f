#pragma once
// Passwords: hashed with Argon2id, checked, invented. Safe for use by any number of threads at once.
//
// Hashing and verifying take tens of milliseconds and 19 MiB by design: never on a server loop or the writer.

#include <string>
#include <string_view>

#include "domain/user.h"

namespace expediter::service {

inline constexpr std::size_t kMinPasswordCharacters = 8;
inline constexpr std::size_t kMaxPasswordBytes = 1024;

// The hash with its salt and cost, as text. Throws Error{overloaded} where memory for it is lacking.
std::string hash_password(std::string_view password);

// Whether the hash is of this password. An empty hash (nobody's) takes as long as a real one and never is.
bool verify_password(const std::string& hash, std::string_view password);

// Whether the hash was made with less than today's cost.
bool is_outdated_hash(const std::string& hash);

// Appends what is wrong with a password as a new one for `user`: its length, or that it is the user's own
// name. `field` is what the request calls it.
void check_new_password(std::string_view password, const domain::User& user, std::string_view field,
                        base::Violations& violations);

// A password for somebody to begin with, 120 random bits as 20 characters.
std::string invent_password();

}  // namespace expediter::service
