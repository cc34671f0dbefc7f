#pragma once
// The tokens in a session's cookies: JSON Web Tokens, signed with HS256 and nothing else. Pure functions.
//
// A token only names its session; whether that session still stands is asked of the database.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"

namespace expediter::service {

struct SigningKey {
  std::string id;      // Stands in a token's header as `kid`.
  std::string secret;  // 32 random bytes or more.
};

// New tokens are signed with the current key; those of the previous one are taken until they expire.
struct SigningKeys {
  SigningKey current;
  std::optional<SigningKey> previous = std::nullopt;
};

enum class TokenType : std::uint8_t { access, refresh };

struct TokenClaims {
  std::int64_t user_id = 0;
  std::string session_id;
  TokenType type = TokenType::access;
  std::string csrf;
  // See domain::Session. In access tokens too, so that two of the same second differ.
  std::int64_t generation = 0;
  base::Timestamp issued_at;
  base::Timestamp expires_at;
};

std::string issue_token(const SigningKeys& keys, const TokenClaims& claims);

// Why a token is not taken. `expired`: everything else about it is right.
enum class TokenFault : std::uint8_t { invalid, expired };

// Checks signature, algorithm, key, type, claims and time. `token` may be any bytes.
std::variant<TokenClaims, TokenFault> verify_token(const SigningKeys& keys, std::string_view token,
                                                   TokenType type, base::Timestamp now);

}  // namespace expediter::service
