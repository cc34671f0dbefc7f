#include "service/two_factor.h"

#include <fmt/format.h>

#include "base/random.h"
#include "service/accounts.h"
#include "service/audit.h"
#include "service/lockout.h"
#include "service/totp.h"
#include "store/second_factors.h"
#include "store/sessions.h"

namespace expediter::service {

namespace {

using base::Error;
using base::ErrorCode;

constexpr std::chrono::minutes kOfferLasts{15};
// Without letters and digits that are read as others: 5 bits a character.
constexpr std::string_view kAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
constexpr std::size_t kRecoveryCharacters = 12;
constexpr std::size_t kGroup = 4;
static_assert(kAlphabet.size() == 32);

base::Secret open_secret(const Vault& vault, std::int64_t user_id, std::string_view sealed) {
  auto secret = vault.open(user_id, sealed);
  if (!secret)
    throw Error{ErrorCode::internal}.because(
        fmt::format("the second factor of user {} was sealed with another key", user_id));
  return *std::move(secret);
}

// A recovery code as typed: without what stands between its groups, in capitals.
std::string plain_code(std::string_view code) {
  std::string plain;
  for (const char c : code)
    if (c != ' ' && c != '-') plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return plain;
}

std::string recovery_digest(const Vault& vault, std::int64_t user_id, std::string_view plain) {
  return vault.digest("recovery code", std::to_string(user_id).append(":").append(plain));
}

std::string invent_recovery_code() {
  std::string code;
  for (const char byte : base::random_bytes(kRecoveryCharacters))
    code += kAlphabet[static_cast<unsigned char>(byte) % kAlphabet.size()];
  return code;
}

RecoveryCodes replace_codes(store::WriteContext& context, const Vault& vault, std::int64_t user_id) {
  RecoveryCodes codes;
  std::vector<std::string> digests;
  for (int i = 0; i < kRecoveryCodes; ++i) {
    std::string code = invent_recovery_code();
    digests.push_back(recovery_digest(vault, user_id, code));
    for (std::size_t at = kRecoveryCharacters - kGroup; at > 0; at -= kGroup) code.insert(at, "-");
    codes.push_back(std::move(code));
  }
  store::replace_recovery_codes(context, user_id, digests);
  return codes;
}

void refuse_enabled(const domain::User& user) {
  if (user.two_factor_enabled) throw Error{ErrorCode::two_factor_enabled};
}

bool spend_recovery_code(store::WriteContext& context, const Vault& vault, std::int64_t user_id,
                         std::string_view plain) {
  if (!store::spend_recovery_code(context, user_id, recovery_digest(vault, user_id, plain))) return false;
  record_by(context, get_user(context.db(), user_id).email, AuditAction::recovery_code_used,
            {{}, fmt::format("{} left", store::count_recovery_codes(context.db(), user_id))});
  return true;
}

// Whether the code was right; what is wrong is counted.
bool check_code(store::WriteContext& context, const TwoFactorUse& use) {
  const std::int64_t user_id = use.caller.user_id;
  if (!get_user(context.db(), user_id).two_factor_enabled) throw Error{ErrorCode::two_factor_not_enabled};
  const CountedPlace counted = counted_session(use.caller);
  refuse_locked(context.db(), counted, context.now());
  if (!spend_code(context, use.vault, user_id, use.code)) {
    record(context, use.caller, AuditAction::code_refused);
    count_failure(context, use.settings, counted);
    return false;
  }
  forget_failures(context, counted);
  return true;
}

}  // namespace

TwoFactorOffer offer_two_factor(store::WriteContext& context, const Vault& vault, const Caller& caller) {
  const domain::User user = get_user(context.db(), caller.user_id);
  refuse_enabled(user);
  const base::Secret secret = make_totp_secret();
  store::offer_second_factor(context, user.id, vault.seal(user.id, secret.reveal()));
  return {.secret = render_totp_secret(secret), .uri = render_totp_uri(secret, user.email)};
}

store::Outcome<RecoveryCodes> activate_two_factor(store::WriteContext& context, const Vault& vault,
                                                  const Caller& caller, std::string_view code) {
  refuse_enabled(get_user(context.db(), caller.user_id));
  const auto factor = store::find_second_factor(context.db(), caller.user_id);
  if (factor.offered.empty() || factor.offered_at + kOfferLasts <= context.now())
    throw Error{ErrorCode::two_factor_not_prepared};
  const base::Secret secret = open_secret(vault, caller.user_id, factor.offered);
  const auto step = match_totp_code(secret, plain_code(code), context.now(), 0);
  if (!step) return Error{ErrorCode::two_factor_code_wrong};
  store::activate_second_factor(context, caller.user_id, *step);
  record(context, caller, AuditAction::two_factor_enabled);
  return replace_codes(context, vault, caller.user_id);
}

store::Outcome<bool> turn_off_two_factor(store::WriteContext& context, const TwoFactorUse& use) {
  if (!check_code(context, use)) return Error{ErrorCode::two_factor_code_wrong};
  store::delete_second_factor(context, use.caller.user_id);
  record(context, use.caller, AuditAction::two_factor_disabled);
  return true;
}

store::Outcome<RecoveryCodes> renew_recovery_codes(store::WriteContext& context, const TwoFactorUse& use) {
  if (!check_code(context, use)) return Error{ErrorCode::two_factor_code_wrong};
  record(context, use.caller, AuditAction::recovery_codes_renewed);
  return replace_codes(context, use.vault, use.caller.user_id);
}

domain::User reset_two_factor(store::WriteContext& context, const Caller& caller, std::int64_t user_id) {
  domain::User user = get_user(context.db(), user_id);
  require_cover_of(caller, user);
  store::delete_second_factor(context, user_id);
  store::end_sessions_of(context, user_id);
  record(context, caller, AuditAction::two_factor_reset, {subject_of(user)});
  return user;
}

TwoFactorStatus two_factor_status(sql::Connection& connection, const Caller& caller) {
  return {.enabled = get_user(connection, caller.user_id).two_factor_enabled,
          .recovery_codes_left = store::count_recovery_codes(connection, caller.user_id)};
}

bool spend_code(store::WriteContext& context, const Vault& vault, std::int64_t user_id,
                std::string_view code) {
  const auto factor = store::find_second_factor(context.db(), user_id);
  if (factor.secret.empty()) return false;
  const std::string plain = plain_code(code);
  if (plain.size() == kRecoveryCharacters) return spend_recovery_code(context, vault, user_id, plain);
  const base::Secret secret = open_secret(vault, user_id, factor.secret);
  const auto step = match_totp_code(secret, plain, context.now(), factor.last_step);
  if (step) store::spend_second_factor_step(context, user_id, *step);
  return step.has_value();
}

}  // namespace expediter::service
