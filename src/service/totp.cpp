#include "service/totp.h"

#include <fmt/format.h>
#include <liboath/oath.h>

#include <array>
#include <cstdlib>
#include <memory>

#include "base/check.h"
#include "base/random.h"

namespace expediter::service {

namespace {

constexpr std::size_t kSecretBytes = 20;
constexpr std::int64_t kNeighbours = 1;

struct FreeText {
  void operator()(char* text) const { std::free(text); }  // NOLINT: liboath allocates with malloc.
};

// What may stand in a path unescaped stays, as RFC 3986 has it.
std::string percent_encode(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view{"-._~@"}.find(c) != std::string_view::npos;
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

base::Secret make_totp_secret() {
  return base::Secret{base::random_bytes(kSecretBytes)};
}

std::string render_totp_secret(const base::Secret& secret) {
  char* raw = nullptr;
  std::size_t length = 0;
  const int failed = oath_base32_encode(secret.reveal().data(), secret.reveal().size(), &raw, &length);
  const std::unique_ptr<char, FreeText> text{raw};
  CHECK(failed == OATH_OK);
  std::string out{text.get(), length};
  while (out.ends_with('=')) out.pop_back();
  return out;
}

std::string render_totp_uri(const base::Secret& secret, std::string_view account) {
  return fmt::format(
      "otpauth://totp/Expediter:{}?secret={}&issuer=Expediter&algorithm=SHA1&digits={}&period={}",
      percent_encode(account), render_totp_secret(secret), kTotpDigits, kTotpStepSeconds);
}

std::string totp_code(const base::Secret& secret, std::int64_t step) {
  std::array<char, kTotpDigits + 1> code{};
  const int failed =
      oath_hotp_generate(secret.reveal().data(), secret.reveal().size(), static_cast<std::uint64_t>(step),
                         kTotpDigits, false, OATH_HOTP_DYNAMIC_TRUNCATION, code.data());
  CHECK(failed == OATH_OK);
  return {code.data(), kTotpDigits};
}

std::optional<std::int64_t> match_totp_code(const base::Secret& secret, std::string_view code,
                                            base::Timestamp now, std::int64_t last_step) {
  const std::int64_t current = now.seconds / kTotpStepSeconds;
  std::optional<std::int64_t> matched;
  for (std::int64_t step = current - kNeighbours; step <= current + kNeighbours; ++step)
    if (base::equal_constant_time(totp_code(secret, step), code) && step > last_step) matched = step;
  return matched;
}

}  // namespace expediter::service
