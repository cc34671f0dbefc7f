#include "service/passwords.h"

#include <gtest/gtest.h>

#include <chrono>

#include "base/random.h"

namespace expediter::service {
namespace {

class Passwords : public testing::Test {
 protected:
  Passwords() { base::init_crypto(); }
};

domain::User user_named(std::string name, std::string email) {
  domain::User user;
  user.username = std::move(name);
  user.email = std::move(email);
  return user;
}

std::string faults_of(std::string_view password) {
  base::Violations violations;
  check_new_password(password, user_named("jane.doe", "jane.doe@acme.com"), "new_password", violations);
  return violations.empty() ? "" : violations.front().code;
}

TEST_F(Passwords, AHashIsOfItsPasswordAndNoOther) {
  const std::string hash = hash_password("correct horse");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_TRUE(verify_password(hash, "correct horse"));
  EXPECT_FALSE(verify_password(hash, "correct horsE"));
  EXPECT_FALSE(verify_password(hash, ""));
  EXPECT_FALSE(verify_password(hash, std::string(5'000, 'x')));
  EXPECT_FALSE(is_outdated_hash(hash));
}

TEST_F(Passwords, TheSamePasswordHashesDifferentlyEachTime) {
  EXPECT_NE(hash_password("correct horse"), hash_password("correct horse"));
}

TEST_F(Passwords, NobodysHashIsNeverRightAndTakesAsLong) {
  const std::string hash = hash_password("correct horse");
  const auto time_of = [](const std::string& against) {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_FALSE(verify_password(against, "wrong horse"));
    return std::chrono::steady_clock::now() - begin;
  };
  time_of("");  // The first makes what is compared with.
  EXPECT_FALSE(verify_password("", ""));
  EXPECT_GT(time_of("") * 4, time_of(hash));
}

TEST_F(Passwords, ANewPasswordHasItsLengthAndIsNotTheUsersName) {
  EXPECT_EQ(faults_of("seven77"), "Field.TooShort");
  EXPECT_EQ(faults_of("eight888"), "");
  EXPECT_EQ(faults_of("éèêëéèêë"), "");  // Characters, not bytes.
  EXPECT_EQ(faults_of("éèêëéèê"), "Field.TooShort");
  EXPECT_EQ(faults_of(std::string(1024, 'x')), "");
  EXPECT_EQ(faults_of(std::string(1025, 'x')), "Field.TooLong");
  EXPECT_EQ(faults_of("Jane.Doe"), "Field.NotAllowed");
  EXPECT_EQ(faults_of("JANE.DOE@acme.com"), "Field.NotAllowed");
}

TEST_F(Passwords, InventedPasswordsAreLongAndNeverTheSame) {
  EXPECT_EQ(invent_password().size(), 20U);
  EXPECT_NE(invent_password(), invent_password());
}

}  // namespace
}  // namespace expediter::service
