#pragma once
// Every error a client can meet: one table of codes, one exception that carries one of them.
//
// An Error is thrown where it is known and caught once, in api/. What a client sees is the code's row here,
// the message for people and the violations; `detail` is the cause and goes to the log alone.

#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/violations.h"

namespace expediter::base {

enum class ErrorCode : std::uint8_t {
  ticket_invalid,
  ticket_not_found,
  ticket_changed,
  note_invalid,
  note_not_found,
  note_not_yours,
  ticket_full,
  user_invalid,
  user_not_found,
  user_invalid_credentials,
  user_locked,
  user_not_privileged,
  user_inactive,
  user_superuser_only,
  user_last_superuser,
  role_invalid,
  role_not_found,
  role_built_in,
  role_in_use,
  purchase_order_invalid,
  purchase_order_not_found,
  purchase_order_in_use,
  token_invalid,
  token_not_found,
  view_invalid,
  view_not_found,
  view_not_yours,
  session_missing,
  session_invalid,
  session_expired,
  session_refresh_invalid,
  session_not_found,
  password_invalid,
  password_link_invalid,
  two_factor_code_wrong,
  two_factor_code_refused,
  two_factor_not_prepared,
  two_factor_enabled,
  two_factor_not_enabled,
  csrf_missing,
  csrf_invalid,
  json_invalid,
  query_invalid,
  query_too_slow,
  export_too_large,
  idempotency_key_invalid,
  idempotency_key_reused,
  request_invalid,
  request_timeout,
  route_not_found,
  method_not_allowed,
  not_acceptable,
  length_required,
  body_too_large,
  target_too_long,
  media_type_unsupported,
  headers_too_large,
  rate_limited,
  not_implemented,
  http_version,
  internal,
  overloaded,
  storage_unavailable,
};

// What one code means to a client.
struct ErrorInfo {
  ErrorCode code;
  std::string_view name;  // The "Code" of an answer.
  int status;
  std::string_view message;  // The "Message" where the thrower gives none.
  std::string_view meaning;  // One sentence for docs/errors.md and OpenAPI.
};

const ErrorInfo& error_info(ErrorCode code);
// All rows, in the order of the enumeration.
const std::vector<ErrorInfo>& all_errors();

namespace violation {
inline constexpr std::string_view kRequired = "Field.Required";
inline constexpr std::string_view kUnknown = "Field.Unknown";
inline constexpr std::string_view kDuplicate = "Field.Duplicate";
inline constexpr std::string_view kType = "Field.Type";
inline constexpr std::string_view kValue = "Field.Value";  // Outside the allowed set.
inline constexpr std::string_view kTooShort = "Field.TooShort";
inline constexpr std::string_view kTooLong = "Field.TooLong";
inline constexpr std::string_view kFormat = "Field.Format";  // Not an address, date, …
inline constexpr std::string_view kRange = "Field.Range";    // A number too small or too large.
inline constexpr std::string_view kNotNull = "Field.NotNull";
inline constexpr std::string_view kReadOnly = "Field.ReadOnly";  // Set by the server, and differs.
inline constexpr std::string_view kNotUnique = "Field.NotUnique";
inline constexpr std::string_view kNotFound = "Field.NotFound";  // Names something that does not exist.
inline constexpr std::string_view kNotAllowed = "Field.NotAllowed";
}  // namespace violation

// A request that cannot be fulfilled, or infrastructure that broke.
class Error : public std::exception {
 public:
  explicit Error(ErrorCode code) : code_(code) {}
  Error(ErrorCode code, std::string message) : code_(code), message_(std::move(message)) {}
  Error(ErrorCode code, Violations violations) : code_(code), violations_(std::move(violations)) {}
  Error(ErrorCode code, std::string message, Violations violations)
      : code_(code), message_(std::move(message)), violations_(std::move(violations)) {}

  // The cause, for the log. Never shown to a client.
  Error&& because(std::string detail) &&;
  // When to try again: becomes Retry-After.
  Error&& retry_after(std::chrono::seconds wait) &&;

  ErrorCode code() const { return code_; }
  int status() const { return error_info(code_).status; }
  std::string_view name() const { return error_info(code_).name; }
  // For people; the row's message where none was given.
  std::string_view message() const;
  const Violations& violations() const { return violations_; }
  const std::string& detail() const { return detail_; }
  std::optional<std::chrono::seconds> retry_after() const { return retry_after_; }
  const char* what() const noexcept override { return error_info(code_).name.data(); }

 private:
  ErrorCode code_;
  std::string message_;
  Violations violations_;
  std::string detail_;
  std::optional<std::chrono::seconds> retry_after_;
};

}  // namespace expediter::base
