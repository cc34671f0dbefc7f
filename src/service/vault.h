#pragma once
// Seals what the database must not show to who reads the file alone: with a key that lies outside it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace expediter::service {

// Safe for use by any number of threads at once.
class Vault {
 public:
  // `key`: 32 random bytes.
  explicit Vault(base::Secret key);

  // `secret` so that only this key opens it, and only for this user: a row that was copied to another user
  // does not open. A new text each time.
  std::string seal(std::int64_t user_id, std::string_view secret) const;
  // Empty where it was sealed for another user, with another key, or is damaged.
  std::optional<base::Secret> open(std::int64_t user_id, std::string_view sealed) const;

  // What a secret of few bits is kept as: without the key nobody can try them all.
  std::string digest(std::string_view purpose, std::string_view text) const;

 private:
  base::Secret key_;
};

}  // namespace expediter::service
