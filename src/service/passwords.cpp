#include "service/passwords.h"

#include <sodium.h>

#include <array>

#include "base/random.h"
#include "base/unicode.h"

namespace expediter::service {

namespace {

// OWASP's Argon2id recommendation for interactive sign-in: 19 MiB, two passes, one lane.
constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19UL * 1024 * 1024;

// What unknown users' passwords are compared with.
const std::string& nobodys_hash() {
  static const std::string hash = hash_password(base::random_token(24));
  return hash;
}

}  // namespace

std::string hash_password(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), kPasses, kMemory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw base::Error{base::ErrorCode::overloaded}
        .because("no memory to hash a password")
        .retry_after(std::chrono::seconds{1});
  return out.data();
}

bool verify_password(const std::string& hash, std::string_view password) {
  const bool somebody = !hash.empty();
  const std::string& compared = somebody ? hash : nobodys_hash();
  if (password.size() > kMaxPasswordBytes) password = "";  // Not null, which the library may not be given.
  const bool right = crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
  return right && somebody;
}

bool is_outdated_hash(const std::string& hash) {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), kPasses, kMemory) != 0;
}

void check_new_password(std::string_view password, const domain::User& user, std::string_view field,
                        base::Violations& violations) {
  const schema::Rule rule{.field = field};
  if (base::count_characters(password) < kMinPasswordCharacters)
    schema::violate(violations, rule, base::violation::kTooShort,
                    fmt::format("{} must have at least {} characters.", field, kMinPasswordCharacters));
  if (password.size() > kMaxPasswordBytes)
    schema::violate(violations, rule, base::violation::kTooLong,
                    fmt::format("{} must have at most {} bytes.", field, kMaxPasswordBytes));
  const std::string folded = base::fold_identity(password);
  if (folded == base::fold_identity(user.username) || folded == base::fold_identity(user.email))
    schema::violate(violations, rule, base::violation::kNotAllowed,
                    fmt::format("{} must not be the user's own name or e-mail address.", field));
}

std::string invent_password() {
  return base::random_token(15);
}

}  // namespace expediter::service
