#pragma once
// The mails that accounts are sent: their words.

#include <cstdint>
#include <string_view>

#include "domain/user.h"
#include "net/mail.h"
#include "service/password_reset.h"

namespace expediter::api {

// To who forgot their password. `public_url` is what the link begins with.
net::Mail forgotten_password_mail(const service::ResetLink& link, std::string_view public_url);
// To whose password an administrator has taken away.
net::Mail forced_reset_mail(const service::ResetLink& link, std::string_view public_url);
// What follows is word of a change, in case it was not the user who made it.
net::Mail password_changed_mail(const domain::User& user);
enum class SecondFactorChange : std::uint8_t { turned_on, turned_off, reset };
net::Mail second_factor_mail(std::string_view email, SecondFactorChange change);
// Goes to the old address.
net::Mail address_changed_mail(const domain::User& before, const domain::User& after);

}  // namespace expediter::api
