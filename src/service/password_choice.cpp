#include "service/password_choice.h"

#include "base/random.h"
#include "service/passwords.h"
#include "store/second_factors.h"
#include "store/users.h"

namespace expediter::service {

namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kSecretBytes = 32;

std::string digest_of(std::string_view token) {
  return base::to_hex(base::digest(token));
}

}  // namespace

std::string issue_password_ticket(store::WriteContext& context, const SessionSettings& settings,
                                  std::int64_t user_id, store::TicketPurpose purpose) {
  std::string token = base::random_token(kSecretBytes);
  store::insert_password_ticket(
      context, digest_of(token),
      {.user_id = user_id, .expires_at = context.now() + settings.password_ticket, .purpose = purpose});
  return token;
}

domain::User get_ticket_holder(sql::Connection& connection, const std::string& token,
                               store::TicketPurpose purpose, base::Timestamp now) {
  const auto ticket = store::find_password_ticket(connection, digest_of(token));
  if (!ticket || ticket->purpose != purpose || ticket->expires_at <= now)
    throw Error{ErrorCode::password_link_invalid};
  auto user = store::find_user(connection, ticket->user_id);
  if (!user || !domain::is_active(*user)) throw Error{ErrorCode::password_link_invalid};
  return *std::move(user);
}

std::string hash_of_chosen(sql::Connection& reader, const domain::User& user, const std::string& password) {
  base::Violations violations;
  check_new_password(password, user, "new_password", violations);
  const auto credentials = store::find_credentials(reader, user.id);
  if (violations.empty() && credentials && verify_password(credentials->password_hash, password))
    schema::violate(violations, {.field = "new_password"}, base::violation::kNotAllowed,
                    "new_password must not be the password that you have.");
  if (!violations.empty()) throw Error{ErrorCode::password_invalid, std::move(violations)};
  return hash_password(password);
}

void take_password(store::WriteContext& context, const SessionSettings& settings, std::int64_t user_id,
                   const std::string& hash, std::string_view kept) {
  const bool ages = settings.password_lifetime.count() > 0;
  store::set_password(context, user_id, hash, false,
                      ages ? std::optional{context.now() + settings.password_lifetime} : std::nullopt);
  store::delete_password_tickets_of(context, user_id);
  store::delete_half_sign_ins_of(context, user_id);
  store::end_sessions_of(context, user_id, kept);
}

}  // namespace expediter::service
