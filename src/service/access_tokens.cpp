#include "service/access_tokens.h"

#include <jwt.h>

#include <cstdlib>
#include <limits>
#include <memory>

#include "base/check.h"
#include "base/text.h"

namespace expediter::service {

namespace {

// Ours have some 350 bytes. Longer ones are not worth a look.
constexpr std::size_t kMaxTokenBytes = 2048;

static_assert(sizeof(long) == sizeof(std::int64_t), "libjwt keeps integers as long");

struct FreeJwt {
  void operator()(jwt_t* jwt) const { jwt_free(jwt); }
};
using Jwt = std::unique_ptr<jwt_t, FreeJwt>;

struct FreeText {
  void operator()(char* text) const { std::free(text); }  // NOLINT: libjwt allocates with malloc.
};

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string_view type_name(TokenType type) {
  return type == TokenType::access ? "access" : "refresh";
}

std::string_view grant(jwt_t* jwt, const char* name) {
  const char* text = jwt_get_grant(jwt, name);
  return text == nullptr ? std::string_view{} : std::string_view{text};
}

// The token, if this key signed it as we sign: HS256, and the key's name in the header.
Jwt decode(const SigningKey& key, const std::string& token) {
  jwt_t* raw = nullptr;
  const int failed =
      jwt_decode(&raw, token.c_str(), bytes_of(key.secret), static_cast<int>(key.secret.size()));
  Jwt jwt{raw};
  if (failed != 0 || jwt_get_alg(raw) != JWT_ALG_HS256) return nullptr;
  const char* kid = jwt_get_header(raw, "kid");
  if (kid == nullptr || key.id != kid) return nullptr;
  return jwt;
}

std::optional<TokenClaims> read_claims(jwt_t* jwt, TokenType type) {
  if (grant(jwt, "type") != type_name(type)) return std::nullopt;
  const auto user_id = base::parse_integer(grant(jwt, "sub"));
  TokenClaims claims{.user_id = user_id.value_or(0),
                     .session_id = std::string{grant(jwt, "jti")},
                     .type = type,
                     .csrf = std::string{grant(jwt, "csrf")},
                     .generation = jwt_get_grant_int(jwt, "gen"),
                     .issued_at = {jwt_get_grant_int(jwt, "iat")},
                     .expires_at = {jwt_get_grant_int(jwt, "exp")}};
  if (claims.user_id < 1 || claims.session_id.empty() || claims.csrf.empty()) return std::nullopt;
  return claims;
}

}  // namespace

std::string issue_token(const SigningKeys& keys, const TokenClaims& claims) {
  jwt_t* raw = nullptr;
  int failed = jwt_new(&raw);
  const Jwt jwt{raw};
  const auto add = [&](const char* name, const std::string& value) {
    failed |= jwt_add_grant(raw, name, value.c_str());
  };
  failed |= jwt_add_header(raw, "kid", keys.current.id.c_str());
  add("sub", std::to_string(claims.user_id));
  add("jti", claims.session_id);
  add("type", std::string{type_name(claims.type)});
  add("csrf", claims.csrf);
  failed |= jwt_add_grant_int(raw, "gen", claims.generation);
  failed |= jwt_add_grant_int(raw, "iat", claims.issued_at.seconds);
  failed |= jwt_add_grant_int(raw, "exp", claims.expires_at.seconds);
  failed |= jwt_set_alg(raw, JWT_ALG_HS256, bytes_of(keys.current.secret),
                        static_cast<int>(keys.current.secret.size()));
  const std::unique_ptr<char, FreeText> text{failed == 0 ? jwt_encode_str(raw) : nullptr};
  CHECK(text != nullptr);  // Nothing of a client's goes in: only memory could be short.
  return text.get();
}

std::variant<TokenClaims, TokenFault> verify_token(const SigningKeys& keys, std::string_view token,
                                                   TokenType type, base::Timestamp now) {
  // libjwt reads up to the first NUL.
  if (token.empty() || token.size() > kMaxTokenBytes || token.find('\0') != std::string_view::npos)
    return TokenFault::invalid;
  const std::string text{token};
  Jwt jwt = decode(keys.current, text);
  if (jwt == nullptr && keys.previous) jwt = decode(*keys.previous, text);
  if (jwt == nullptr) return TokenFault::invalid;
  auto claims = read_claims(jwt.get(), type);
  if (!claims) return TokenFault::invalid;
  if (claims->expires_at <= now) return TokenFault::expired;
  return *std::move(claims);
}

}  // namespace expediter::service
