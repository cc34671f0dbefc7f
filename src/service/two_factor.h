#pragma once
// The second factor: offered, put in use, used, turned off. All inside a change.
//
// Codes are an authenticator's (service/totp.h) or, for who has lost theirs, recovery codes; each works once.
// A wrong code counts as a failed sign-in and so locks the account in the end: that count must be kept, so
// such a refusal is an outcome and not an exception.

#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"
#include "domain/user.h"
#include "service/caller.h"
#include "service/session_settings.h"
#include "service/vault.h"
#include "store/writer.h"

namespace expediter::service {

inline constexpr int kRecoveryCodes = 10;

// A secret that is shown once and counts when a code of it comes back.
struct TwoFactorOffer {
  std::string secret;  // In base32.
  std::string uri;     // For the QR code.
};
// Throws two_factor_enabled.
TwoFactorOffer offer_two_factor(store::WriteContext& context, const Vault& vault, const Caller& caller);

using RecoveryCodes = std::vector<std::string>;
// Puts the offered secret in use; the result are the recovery codes, seen this once. Refuses with
// two_factor_code_wrong; throws two_factor_enabled or two_factor_not_prepared.
store::Outcome<RecoveryCodes> activate_two_factor(store::WriteContext& context, const Vault& vault,
                                                  const Caller& caller, std::string_view code);

// What a caller who has a second factor does to it, with one of its codes.
struct TwoFactorUse {
  const SessionSettings& settings;
  const Vault& vault;
  const Caller& caller;
  std::string_view code;
};
// Each refuses with two_factor_code_wrong; throws two_factor_not_enabled or user_locked.
store::Outcome<bool> turn_off_two_factor(store::WriteContext& context, const TwoFactorUse& use);
store::Outcome<RecoveryCodes> renew_recovery_codes(store::WriteContext& context, const TwoFactorUse& use);

// By who administers users and may do all that the user may: the user signs in by password alone again.
// Ends their sessions. Returns whose it was. Throws user_not_found, user_superuser_only, user_not_privileged.
domain::User reset_two_factor(store::WriteContext& context, const Caller& caller, std::int64_t user_id);

struct TwoFactorStatus {
  bool enabled = false;
  std::int64_t recovery_codes_left = 0;
};
TwoFactorStatus two_factor_status(sql::Connection& connection, const Caller& caller);

// Whether it is a code of the user's, authenticator's or recovery code; then it is spent. Throws internal
// where the secret does not open: the key is another than when it was sealed.
bool spend_code(store::WriteContext& context, const Vault& vault, std::int64_t user_id,
                std::string_view code);

}  // namespace expediter::service
