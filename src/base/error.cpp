#include "base/error.h"

#include <iterator>

#include "base/check.h"

namespace expediter::base {

namespace {

using enum ErrorCode;

constexpr ErrorInfo kRows[] = {
    {ticket_invalid, "Ticket.Invalid", 400, "The ticket is not valid.",
     "One or more fields of a ticket are wrong; Errors lists every one."},
    {ticket_not_found, "Ticket.NotFound", 404, "There is no such ticket.", "No ticket has this id."},
    {ticket_changed, "Ticket.Changed", 412, "The ticket was changed since you read it.",
     "If-Match named another version than the one stored, or If-None-Match that one. Read it again and "
     "merge."},
    {note_invalid, "Note.Invalid", 400, "The note is not valid.", "The text of a note is wrong."},
    {note_not_found, "Note.NotFound", 404, "There is no such note.", "The ticket has no note with this id."},
    {note_not_yours, "Note.NotYours", 403, "Only its author or a Superuser may change a note.",
     "The note was written by somebody else."},
    {ticket_full, "Ticket.Full", 409, "The ticket has as many notes as a ticket may have.",
     "The ticket's notes have reached their number or their bytes. Delete some, or go on in a new ticket."},
    {user_invalid, "User.Invalid", 400, "The user is not valid.",
     "One or more fields of a user are wrong; Errors lists every one."},
    {user_not_found, "User.NotFound", 404, "There is no such user.", "No user has this id."},
    {user_invalid_credentials, "User.InvalidCredentials", 401, "Invalid username or password.",
     "The login name and the password do not go together, or the account is not active."},
    {user_locked, "User.Locked", 429, "Too many failed sign-ins. Try again later.",
     "Three or more sign-ins failed in a row; Retry-After says when the next is considered."},
    {user_not_privileged, "User.NotPrivileged", 403, "You do not have the privilege for this.",
     "The caller's role, or the token's scope, lacks the privilege that the route asks for."},
    {user_inactive, "User.Inactive", 401, "The account is not active.", "The account was deactivated."},
    {user_superuser_only, "User.SuperuserOnly", 403, "Only a Superuser may change a Superuser.",
     "The user is a Superuser, or would become one, and the caller is not."},
    {user_last_superuser, "User.LastSuperuser", 400, "The last active Superuser must stay.",
     "Deactivating or demoting this user would leave nobody who may do everything."},
    {role_invalid, "Role.Invalid", 400, "The role is not valid.",
     "One or more fields of a role are wrong; Errors lists every one."},
    {role_not_found, "Role.NotFound", 404, "There is no such role.", "No role has this id."},
    {role_built_in, "Role.BuiltIn", 400, "A built-in role cannot be changed.",
     "The role came with the server; make another with the privileges you need."},
    {role_in_use, "Role.StillInUse", 400, "Users have this role.",
     "A role that users have stays, inactive users included; give them another first."},
    {purchase_order_invalid, "PurchaseOrderList.Invalid", 400, "The purchase order is not valid.",
     "One or more fields of a purchase order are wrong; Errors lists every one."},
    {purchase_order_not_found, "PurchaseOrderList.NotFound", 400, "There is no such purchase order.",
     "No purchase order has this id."},
    {purchase_order_in_use, "PurchaseOrderList.StillInUse", 400, "Tickets are linked to this purchase order.",
     "A purchase order that tickets link to stays."},
    {token_invalid, "Token.Invalid", 400, "The API token is not valid.",
     "One or more fields of an API token are wrong; Errors lists every one."},
    {token_not_found, "Token.NotFound", 404, "There is no such API token.", "No API token has this id."},
    {view_invalid, "View.Invalid", 400, "The view is not valid.",
     "One or more fields of a saved view are wrong; Errors lists every one."},
    {view_not_found, "View.NotFound", 404, "There is no such view.",
     "No saved view that you can see has this id."},
    {view_not_yours, "View.NotYours", 403, "Only its owner or a Superuser may change a view.",
     "The saved view is shared with you, and belongs to somebody else."},
    {session_missing, "Session.Missing", 401, "Sign in first.",
     "The request carries neither a session cookie nor an API token."},
    {session_invalid, "Session.Invalid", 401, "The session or token is not valid.",
     "The token cannot be verified, or its session has ended."},
    {session_expired, "Session.Expired", 401, "The session has expired.",
     "The access token is past its time: refresh it."},
    {session_refresh_invalid, "Session.RefreshInvalid", 401,
     "The session cannot be refreshed. Sign in again.",
     "The refresh token is missing, invalid, expired or was used before."},
    {session_not_found, "Session.NotFound", 404, "There is no such session.",
     "No live session of yours, or of somebody whom you administer, has this id."},
    {password_invalid, "Password.Invalid", 400, "The new password is not acceptable.",
     "The new password is too short or too long, or is the old one."},
    {password_link_invalid, "Password.LinkInvalid", 401, "This link or one-time token is not valid any more.",
     "The session_token is unknown, older than 48 hours, or was used before."},
    {two_factor_code_wrong, "2FA.InvalidCode", 400, "The code is not right.",
     "The code is not the authenticator's of now, or was used before."},
    {two_factor_code_refused, "2FA.InvalidCode", 401, "The code is not right.",
     "The code is not the authenticator's of now or was used before, or no right password came before it."},
    {two_factor_not_prepared, "2FA.NotPrepared", 400, "Generate a secret first.",
     "No secret was generated in the last 15 minutes that a code could activate."},
    {two_factor_enabled, "2FA.AlreadyEnabled", 400, "A second factor is in use already.",
     "The account has a second factor; turn it off first, or let an administrator reset it."},
    {two_factor_not_enabled, "2FA.NotEnabled", 400, "There is no second factor.",
     "The account has no second factor that could be used or turned off."},
    {csrf_missing, "CSRF.Missing", 422, "The X-XSRF-TOKEN header is missing.",
     "A write under a session needs the header X-XSRF-TOKEN with the value of the cookie "
     "csrf_access_token."},
    {csrf_invalid, "CSRF.Invalid", 422, "The X-XSRF-TOKEN header is wrong.",
     "The header X-XSRF-TOKEN does not match the session."},
    {json_invalid, "JSON.Invalid", 400, "Bad Request Format",
     "The body is not JSON, is nested too deep, holds too much, or is not an object."},
    {query_invalid, "Query.Invalid", 400, "The query is not valid.",
     "A filter, sort, page, cursor or other parameter does not parse; the message names the position."},
    {query_too_slow, "Query.TooSlow", 503,
     "This question took too long and was given up. Narrow it: fewer filters that search within texts, a "
     "range of days, a Status or a Category, or a sort by id.",
     "Reading for the answer took longer than the server allows (timeouts.query). The same question would "
     "again: ask a narrower one."},
    {export_too_large, "Export.TooLarge", 400, "The export would be too large.",
     "More tickets match, or they are longer, than an export may have; the message says how many."},
    {idempotency_key_invalid, "Idempotency.KeyInvalid", 400, "The Idempotency-Key is not valid.",
     "The key is empty, longer than 255 characters, or has other than printable ASCII characters."},
    {idempotency_key_reused, "Idempotency.KeyReused", 400,
     "This Idempotency-Key was used for another request.",
     "The same key came with another body; use a new key for a new request."},
    {request_invalid, "Request.Invalid", 400, "The request is not valid HTTP.",
     "The request line, a header or the body's framing is malformed."},
    {request_timeout, "Request.Timeout", 408, "The request took too long to arrive.",
     "The headers or the body did not arrive in time."},
    {route_not_found, "Route.NotFound", 404, "There is nothing here.", "No route has this path."},
    {method_not_allowed, "Method.NotAllowed", 405, "This method is not allowed here.",
     "The path exists, but not with this method; the header Allow lists those that do."},
    {not_acceptable, "Request.NotAcceptable", 406, "What is served here is not accepted.",
     "The header Accept excludes what the route answers with, mostly application/json."},
    {length_required, "Request.LengthRequired", 411, "The request needs a Content-Length.",
     "A request with a body must say how long it is."},
    {body_too_large, "Request.TooLarge", 413, "The request body is too large.",
     "The body is longer than the server's limit, 1 MiB unless configured."},
    {target_too_long, "Request.TargetTooLong", 414, "The request target is too long.",
     "The path and query together are longer than the server's limit, 8 KiB."},
    {media_type_unsupported, "Request.MediaType", 415, "Send application/json.",
     "A body must come with Content-Type: application/json, in UTF-8."},
    {headers_too_large, "Request.HeadersTooLarge", 431, "The request headers are too large.",
     "The request line and the headers together are longer than the server's limit, 16 KiB."},
    {rate_limited, "Request.RateLimited", 429, "Too many requests. Try again later.",
     "The caller sends more than the server's limit allows; Retry-After says how long to wait."},
    {not_implemented, "Request.NotImplemented", 501, "The server does not implement this.",
     "The transfer coding is not known to the server."},
    {http_version, "Request.Version", 505, "Only HTTP/1.0 and HTTP/1.1 are spoken here.",
     "The request's HTTP version is not supported."},
    {internal, "Server.Error", 500, "Something went wrong on our side.",
     "A defect of the server; its log has the cause under the Request Id."},
    {overloaded, "Server.Overloaded", 503, "The server is busy. Try again shortly.",
     "A queue is full, or the server stops; nothing was changed. Retry-After says when to try again."},
    {storage_unavailable, "Server.StorageUnavailable", 503, "The server cannot write at the moment.",
     "The database cannot be written or read, and the message says why; nothing was changed. Retry-After "
     "says "
     "when to try again, where that may help."},
};

}  // namespace

const std::vector<ErrorInfo>& all_errors() {
  static const std::vector<ErrorInfo> rows{std::begin(kRows), std::end(kRows)};
  return rows;
}

const ErrorInfo& error_info(ErrorCode code) {
  const ErrorInfo& row = all_errors().at(static_cast<std::size_t>(code));
  CHECK(row.code == code);
  return row;
}

Error&& Error::because(std::string detail) && {
  detail_ = std::move(detail);
  return std::move(*this);
}

Error&& Error::retry_after(std::chrono::seconds wait) && {
  retry_after_ = wait;
  return std::move(*this);
}

std::string_view Error::message() const {
  return message_.empty() ? error_info(code_).message : std::string_view{message_};
}

}  // namespace expediter::base
