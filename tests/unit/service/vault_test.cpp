#include "service/vault.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace expediter::service {
namespace {

class VaultTest : public testing::Test {
 protected:
  VaultTest() { base::init_crypto(); }
  static std::string opened(const Vault& vault, std::int64_t user_id, std::string_view sealed) {
    const auto secret = vault.open(user_id, sealed);
    return secret ? std::string{secret->reveal()} : "(closed)";
  }
  const Vault vault_{base::Secret{std::string(32, 'k')}};
};

TEST_F(VaultTest, OpensWhatItSealed) {
  for (const std::string secret : {"", "a", "twenty bytes of this", "7:with a colon"})
    EXPECT_EQ(opened(vault_, 7, vault_.seal(7, secret)), secret);
}

TEST_F(VaultTest, ASealedSecretIsAnotherTextEachTimeAndDoesNotShowIt) {
  const std::string once = vault_.seal(7, "twenty bytes of this");
  EXPECT_NE(once, vault_.seal(7, "twenty bytes of this"));
  EXPECT_EQ(base::decode_base64url(once)->find("twenty"), std::string::npos);
}

TEST_F(VaultTest, DoesNotOpenForAnotherUserOrWithAnotherKey) {
  const std::string sealed = vault_.seal(7, "secret");
  EXPECT_EQ(opened(vault_, 8, sealed), "(closed)");
  EXPECT_EQ(opened(vault_, 77, sealed), "(closed)");
  EXPECT_EQ(opened(Vault{base::Secret{std::string(32, 'x')}}, 7, sealed), "(closed)");
}

TEST_F(VaultTest, DoesNotOpenWhatWasChangedAnywhere) {
  const std::string box = *base::decode_base64url(vault_.seal(7, "secret"));
  for (std::size_t i = 0; i < box.size(); ++i) {
    std::string changed = box;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(opened(vault_, 7, base::encode_base64url(changed)), "(closed)") << i;
    EXPECT_EQ(opened(vault_, 7, base::encode_base64url(box.substr(0, i))), "(closed)") << i;
  }
  EXPECT_EQ(opened(vault_, 7, "not base64url!"), "(closed)");
}

TEST_F(VaultTest, DigestsDifferByPurposeTextAndKey) {
  const std::string digest = vault_.digest("recovery code", "ABCD");
  EXPECT_EQ(digest, vault_.digest("recovery code", "ABCD"));
  EXPECT_NE(digest, vault_.digest("recovery code", "ABCE"));
  EXPECT_NE(digest, vault_.digest("something else", "ABCD"));
  EXPECT_NE(digest, vault_.digest("recovery", "ABCD"));
  EXPECT_NE(digest, Vault{base::Secret{std::string(32, 'x')}}.digest("recovery code", "ABCD"));
}

}  // namespace
}  // namespace expediter::service
