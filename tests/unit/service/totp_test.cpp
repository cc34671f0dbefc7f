#include "service/totp.h"

#include <gtest/gtest.h>

namespace expediter::service {
namespace {

// The secret and the times of RFC 6238, appendix B; the last six of its eight digits.
const base::Secret kRfcSecret{"12345678901234567890"};

TEST(Totp, GivesTheCodesOfTheRfc) {
  const std::pair<std::int64_t, const char*> cases[] = {{59, "287082"},         {1111111109, "081804"},
                                                        {1111111111, "050471"}, {1234567890, "005924"},
                                                        {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [seconds, code] : cases)
    EXPECT_EQ(totp_code(kRfcSecret, seconds / kTotpStepSeconds), code) << seconds;
}

TEST(Totp, TakesTheCodeOfNowAndOfTheStepsBesideIt) {
  const base::Timestamp now{1'700'000'015};
  const std::int64_t step = now.seconds / kTotpStepSeconds;
  for (const std::int64_t offset : {-1, 0, 1})
    EXPECT_EQ(match_totp_code(kRfcSecret, totp_code(kRfcSecret, step + offset), now, 0), step + offset);
  for (const std::int64_t offset : {-3, -2, 2, 3})
    EXPECT_FALSE(match_totp_code(kRfcSecret, totp_code(kRfcSecret, step + offset), now, 0)) << offset;
}

TEST(Totp, TakesNoCodeOfAStepThatWasUsedOrOfOneBefore) {
  const base::Timestamp now{1'700'000'015};
  const std::int64_t step = now.seconds / kTotpStepSeconds;
  EXPECT_FALSE(match_totp_code(kRfcSecret, totp_code(kRfcSecret, step), now, step));
  EXPECT_FALSE(match_totp_code(kRfcSecret, totp_code(kRfcSecret, step - 1), now, step));
  EXPECT_EQ(match_totp_code(kRfcSecret, totp_code(kRfcSecret, step + 1), now, step), step + 1);
}

TEST(Totp, TakesNothingThatIsNotSixDigits) {
  const base::Timestamp now{1'700'000'015};
  const std::string code = totp_code(kRfcSecret, now.seconds / kTotpStepSeconds);
  for (const std::string& text :
       {std::string{}, code.substr(1), code + "0", " " + code, std::string(6, '\0')})
    EXPECT_FALSE(match_totp_code(kRfcSecret, text, now, 0)) << text;
}

TEST(Totp, SaysTheSecretInBase32AndAsAnAddressForAuthenticators) {
  EXPECT_EQ(render_totp_secret(kRfcSecret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  EXPECT_EQ(render_totp_uri(kRfcSecret, "a+b@acme.com"),
            "otpauth://totp/Expediter:a%2Bb@acme.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=Expediter&algorithm=SHA1&digits=6&period=30");
}

}  // namespace
}  // namespace expediter::service
