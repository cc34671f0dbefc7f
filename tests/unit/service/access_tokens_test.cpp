#include "service/access_tokens.h"

#include <gtest/gtest.h>
#include <jwt.h>

#include "base/random.h"
#include "schema/json.h"

namespace expediter::service {
namespace {

constexpr base::Timestamp kNow{1'710'061'200};

SigningKeys keys_named(const std::string& id) {
  return {.current = {id, "0123456789abcdef0123456789abcdef" + id}};
}

TokenClaims claims() {
  return {.user_id = 7,
          .session_id = "a-session",
          .type = TokenType::access,
          .csrf = "a-csrf-value",
          .generation = 0,
          .issued_at = kNow,
          .expires_at = kNow + std::chrono::hours{1}};
}

// "ok", "invalid" or "expired".
std::string verdict(const SigningKeys& keys, std::string_view token, TokenType type = TokenType::access,
                    base::Timestamp now = kNow) {
  const auto verified = verify_token(keys, token, type, now);
  if (const auto* fault = std::get_if<TokenFault>(&verified))
    return *fault == TokenFault::expired ? "expired" : "invalid";
  return "ok";
}

// A token with our header and claims but for what `change` does to them, signed with `alg`.
template <class Change>
std::string forged(const SigningKey& key, jwt_alg_t alg, Change change) {
  jwt_t* jwt = nullptr;
  jwt_new(&jwt);
  jwt_add_header(jwt, "kid", key.id.c_str());
  jwt_add_grant(jwt, "sub", "7");
  jwt_add_grant(jwt, "jti", "a-session");
  jwt_add_grant(jwt, "type", "access");
  jwt_add_grant(jwt, "csrf", "a-csrf-value");
  jwt_add_grant_int(jwt, "iat", kNow.seconds);
  jwt_add_grant_int(jwt, "exp", kNow.seconds + 3600);
  change(jwt);
  if (alg != JWT_ALG_NONE)
    jwt_set_alg(jwt, alg, reinterpret_cast<const unsigned char*>(key.secret.data()),
                static_cast<int>(key.secret.size()));
  char* text = jwt_encode_str(jwt);
  std::string token = text;
  free(text);  // NOLINT: libjwt allocates with malloc.
  jwt_free(jwt);
  return token;
}
constexpr auto kNoChange = [](jwt_t*) {};

TEST(AccessTokens, ATokenCarriesItsClaimsThereAndBack) {
  const SigningKeys keys = keys_named("k1");
  TokenClaims refresh = claims();
  refresh.type = TokenType::refresh;
  refresh.generation = 12;
  const auto verified = verify_token(keys, issue_token(keys, refresh), TokenType::refresh, kNow);
  const auto* read = std::get_if<TokenClaims>(&verified);
  ASSERT_NE(read, nullptr);
  EXPECT_EQ(read->user_id, 7);
  EXPECT_EQ(read->session_id, "a-session");
  EXPECT_EQ(read->csrf, "a-csrf-value");
  EXPECT_EQ(read->generation, 12);
  EXPECT_EQ(read->expires_at, kNow + std::chrono::hours{1});
}

TEST(AccessTokens, TheHeaderNamesTheAlgorithmAndTheKey) {
  const std::string token = issue_token(keys_named("k1"), claims());
  const auto header = base::decode_base64url(token.substr(0, token.find('.')));
  ASSERT_TRUE(header);
  const schema::Json json = schema::parse_json_object(*header);
  EXPECT_EQ(*json.find("alg")->text(), "HS256");
  EXPECT_EQ(*json.find("kid")->text(), "k1");
}

TEST(AccessTokens, ATokenEndsAtItsTime) {
  const SigningKeys keys = keys_named("k1");
  const std::string token = issue_token(keys, claims());
  EXPECT_EQ(verdict(keys, token, TokenType::access, kNow + std::chrono::seconds{3599}), "ok");
  EXPECT_EQ(verdict(keys, token, TokenType::access, kNow + std::chrono::seconds{3600}), "expired");
}

TEST(AccessTokens, ATokenOfTheOtherTypeIsNotTaken) {
  const SigningKeys keys = keys_named("k1");
  EXPECT_EQ(verdict(keys, issue_token(keys, claims()), TokenType::refresh), "invalid");
}

TEST(AccessTokens, APreviousKeyStillVerifiesAndAForgottenOneDoesNot) {
  const SigningKeys old = keys_named("k1");
  const std::string token = issue_token(old, claims());
  SigningKeys rotated = keys_named("k2");
  EXPECT_EQ(verdict(rotated, token), "invalid");
  rotated.previous = old.current;
  EXPECT_EQ(verdict(rotated, token), "ok");
}

TEST(AccessTokens, OnlyHs256UnderTheNamedKeyIsTaken) {
  const SigningKeys keys = keys_named("k1");
  EXPECT_EQ(verdict(keys, forged(keys.current, JWT_ALG_HS256, kNoChange)), "ok");
  EXPECT_EQ(verdict(keys, forged(keys.current, JWT_ALG_NONE, kNoChange)), "invalid");
  EXPECT_EQ(verdict(keys, forged(keys.current, JWT_ALG_HS384, kNoChange)), "invalid");
  EXPECT_EQ(verdict(keys, forged(keys.current, JWT_ALG_HS512, kNoChange)), "invalid");
  EXPECT_EQ(verdict(keys, forged({"k1", "another secret of enough length"}, JWT_ALG_HS256, kNoChange)),
            "invalid");
  EXPECT_EQ(verdict(keys, forged({"k9", keys.current.secret}, JWT_ALG_HS256, kNoChange)), "invalid");
}

TEST(AccessTokens, ATokenWithoutAClaimIsNotTaken) {
  const SigningKeys keys = keys_named("k1");
  for (const char* claim : {"sub", "jti", "type", "csrf"})
    EXPECT_EQ(
        verdict(keys, forged(keys.current, JWT_ALG_HS256, [&](jwt_t* jwt) { jwt_del_grants(jwt, claim); })),
        "invalid")
        << claim;
  EXPECT_EQ(
      verdict(keys, forged(keys.current, JWT_ALG_HS256, [](jwt_t* jwt) { jwt_del_grants(jwt, "exp"); })),
      "expired");
}

TEST(AccessTokens, AChangedByteAnywhereIsNoticed) {
  const SigningKeys keys = keys_named("k1");
  const std::string token = issue_token(keys, claims());
  // The last character holds two bits that no decoder looks at.
  for (std::size_t i = 0; i + 1 < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(verdict(keys, changed), "invalid") << i;
  }
}

TEST(AccessTokens, AnyBytesAreSafeToVerify) {
  const SigningKeys keys = keys_named("k1");
  const std::string token = issue_token(keys, claims());
  for (const std::string& bytes :
       {std::string{}, std::string{"."}, std::string{".."}, std::string{"a.b.c"}, std::string(3000, 'x'),
        token + '\0', token.substr(0, 40), "\xFF\xFE" + token})
    EXPECT_EQ(verdict(keys, bytes), "invalid");
}

}  // namespace
}  // namespace expediter::service
