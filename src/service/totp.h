#pragma once
// One-time codes by time (RFC 6238): six digits that change every 30 seconds. Pure functions.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/secret.h"

namespace expediter::service {

inline constexpr std::int64_t kTotpStepSeconds = 30;
inline constexpr std::size_t kTotpDigits = 6;

// 160 random bits, as RFC 4226 recommends.
base::Secret make_totp_secret();

// The secret as people type it into an authenticator: base32 without padding.
std::string render_totp_secret(const base::Secret& secret);
// What the QR code says. `account` is shown by the authenticator beside the program's name.
std::string render_totp_uri(const base::Secret& secret, std::string_view account);

// The code of the given step, counted from 1970.
std::string totp_code(const base::Secret& secret, std::int64_t step);

// The step whose code this is, of the one at `now` and its two neighbours (clocks differ), if it is later
// than `last_step`: a code works once.
std::optional<std::int64_t> match_totp_code(const base::Secret& secret, std::string_view code,
                                            base::Timestamp now, std::int64_t last_step);

}  // namespace expediter::service
