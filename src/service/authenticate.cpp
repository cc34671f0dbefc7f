#include "service/authenticate.h"

#include "base/random.h"
#include "store/sessions.h"
#include "store/tokens.h"
#include "store/users.h"

namespace expediter::service {

namespace {

using base::Error;
using base::ErrorCode;

Caller caller_for(const domain::User& user) {
  if (!domain::is_active(user)) throw Error{ErrorCode::user_inactive};
  Caller caller;
  caller.user_id = user.id;
  caller.email = user.email;
  caller.privileges = domain::privileges_of_role(user.role_id, user.privileges);
  return caller;
}

}  // namespace

Caller authenticate_access(sql::Connection& connection, const SigningKeys& keys, std::string_view token,
                           base::Timestamp now) {
  const auto verified = verify_token(keys, token, TokenType::access, now);
  if (const auto* fault = std::get_if<TokenFault>(&verified))
    throw Error{*fault == TokenFault::expired ? ErrorCode::session_expired : ErrorCode::session_invalid};
  const auto& claims = std::get<TokenClaims>(verified);
  const auto session = store::find_session(connection, claims.session_id);
  const bool stands = session && domain::is_live(*session, now) && session->user_id == claims.user_id &&
                      base::equal_constant_time(session->csrf_access, claims.csrf);
  const auto user = stands ? store::find_user(connection, claims.user_id) : std::nullopt;
  if (!user) throw Error{ErrorCode::session_invalid};
  Caller caller = caller_for(*user);
  caller.session_id = session->id;
  caller.csrf_access = session->csrf_access;
  caller.expires_at = claims.expires_at;
  return caller;
}

Caller authenticate_api_token(sql::Connection& connection, std::string_view token, base::Timestamp now) {
  constexpr std::size_t kMaxTokenBytes = 256;
  if (!token.starts_with(domain::kTokenPrefix) || token.size() > kMaxTokenBytes)
    throw Error{ErrorCode::session_invalid};
  const auto found = store::find_token_by_digest(connection, base::to_hex(base::digest(token)));
  const auto user = found ? store::find_user(connection, found->owner_id) : std::nullopt;
  if (!user) throw Error{ErrorCode::session_invalid};
  if (found->token.expires_at && *found->token.expires_at <= now)
    throw Error{ErrorCode::session_invalid, "The API token has expired."};
  Caller caller = caller_for(*user);
  if (found->token.scope)
    caller.privileges = caller.privileges.narrowed_to(domain::Privileges::of(*found->token.scope));
  caller.token_id = found->token.id;
  if (found->token.expires_at) caller.expires_at = *found->token.expires_at;
  return caller;
}

}  // namespace expediter::service
