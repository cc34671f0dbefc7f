#pragma once
// One line of the audit log: who did what to whose access, or took something away. Never changed.

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "schema/patch.h"

namespace expediter::domain {

// Ranks are stored: never reorder, only append.
enum class AuditAction : std::uint8_t {
  signed_in,
  sign_in_failed,
  account_locked,
  signed_out,
  session_ended,
  refresh_token_reused,
  code_refused,
  recovery_code_used,
  two_factor_enabled,
  two_factor_disabled,
  two_factor_reset,
  recovery_codes_renewed,
  password_chosen,
  password_set,
  password_reset_requested,
  password_reset,
  password_reset_forced,
  user_created,
  user_changed,
  user_deactivated,
  role_created,
  role_changed,
  role_deleted,
  token_created,
  token_revoked,
  exported,
  ticket_deleted,
  note_deleted,
  purchase_order_deleted,
  view_deleted,
};

struct AuditEntry {
  std::int64_t id = 0;  // 1, 2, … without a gap.
  base::Timestamp at;
  std::optional<std::string> actor;  // An address, or "operator" for the command line; none: nobody known.
  AuditAction action = AuditAction::signed_in;
  std::optional<std::string> subject;  // What it was done to: "user 7", "TKT-042".
  std::optional<std::string> details;
  std::optional<std::string> address;    // Of the network.
  std::optional<std::int64_t> token_id;  // The API token that acted for the actor.
  std::string hash;                      // Of this entry and, through it, of all before it.
  friend bool operator==(const AuditEntry&, const AuditEntry&) = default;
};

}  // namespace expediter::domain

namespace expediter::schema {

template <>
struct EnumLabels<domain::AuditAction> {
  static constexpr std::array<std::string_view, 30> labels{
      "Signed In",
      "Sign-in Failed",
      "Account Locked",
      "Signed Out",
      "Session Ended",
      "Refresh Token Reused",
      "Code Refused",
      "Recovery Code Used",
      "2FA Enabled",
      "2FA Disabled",
      "2FA Reset",
      "Recovery Codes Renewed",
      "Password Chosen",
      "Password Set",
      "Password Reset Requested",
      "Password Reset",
      "Password Reset Forced",
      "User Created",
      "User Changed",
      "User Deactivated",
      "Role Created",
      "Role Changed",
      "Role Deleted",
      "Token Created",
      "Token Revoked",
      "Exported",
      "Ticket Deleted",
      "Note Deleted",
      "Purchase Order Deleted",
      "View Deleted",
  };
};

template <>
struct FieldTable<domain::AuditEntry> {
  using Entry = domain::AuditEntry;
  static constexpr std::string_view noun = "audit entry";
  static constexpr std::string_view sql_table = "audit_log";
  static constexpr base::ErrorCode invalid = base::ErrorCode::query_invalid;
  static constexpr std::tuple fields{
      Field{.name = "id",
            .member = &Entry::id,
            .column = "id",
            .access = Access::server,
            .summary = "1, 2, … without a gap."},
      Field{.name = "Logged At",
            .member = &Entry::at,
            .column = "logged_at",
            .access = Access::server,
            .summary = "When."},
      Field{.name = "Actor",
            .member = &Entry::actor,
            .column = "actor",
            .access = Access::server,
            .form = Form::line,
            .summary = "Who, by e-mail address; `operator` for the command line, null for nobody known."},
      Field{.name = "Action",
            .member = &Entry::action,
            .column = "action",
            .access = Access::server,
            .summary = "What was done."},
      Field{.name = "Subject",
            .member = &Entry::subject,
            .column = "subject",
            .access = Access::server,
            .form = Form::line,
            .summary = "What it was done to."},
      Field{.name = "Details",
            .member = &Entry::details,
            .column = "details",
            .access = Access::server,
            .summary = "What else there is to say; never a secret."},
      Field{.name = "Address",
            .member = &Entry::address,
            .column = "address",
            .access = Access::server,
            .form = Form::line,
            .summary = "The network address that it came from."},
      Field{.name = "Token Id",
            .member = &Entry::token_id,
            .column = "token_id",
            .access = Access::server,
            .summary = "The API token that acted; null under a session."},
      Field{.name = "Hash",
            .member = &Entry::hash,
            .column = "hash",
            .access = Access::server,
            .form = Form::line,
            .sortable = false,
            .summary = "What chains it to all entries before it."},
  };
};
static_assert(field_names_are_unique<domain::AuditEntry>() && fields_are_complete<domain::AuditEntry>());
static_assert(every_member_is_listed<domain::AuditEntry>());

}  // namespace expediter::schema
