#include "api/account_mails.h"

#include <fmt/format.h>

namespace expediter::api {

namespace {

// Behind '#': what stands there is sent to no server, and so is in nobody's log.
std::string address_of(const service::ResetLink& link, std::string_view public_url) {
  return fmt::format("{}/reset-password#token={}", public_url, link.token);
}

}  // namespace

net::Mail forgotten_password_mail(const service::ResetLink& link, std::string_view public_url) {
  return {.to = link.email,
          .subject = "Choose a new password for Expediter",
          .text = fmt::format("Hello {},\n\n"
                              "somebody asked for a new password for your account. If it was you, open\n\n"
                              "{}\n\n"
                              "within 48 hours and choose one. The link works once.\n\n"
                              "If it was not you, do nothing: your password stays as it is.\n",
                              link.fullname, address_of(link, public_url))};
}

net::Mail forced_reset_mail(const service::ResetLink& link, std::string_view public_url) {
  return {.to = link.email,
          .subject = "Your password for Expediter has to be changed",
          .text = fmt::format("Hello {},\n\n"
                              "an administrator has asked for a new password for your account. The old one\n"
                              "does not sign in any more, and you are signed out everywhere. Open\n\n"
                              "{}\n\n"
                              "within 48 hours and choose another. The link works once; after that, use\n"
                              "\"Forgot password\" where you sign in.\n",
                              link.fullname, address_of(link, public_url))};
}

net::Mail password_changed_mail(const domain::User& user) {
  return {.to = user.email,
          .subject = "Your password for Expediter was changed",
          .text = fmt::format("Hello {},\n\n"
                              "your password was changed just now; elsewhere you are signed out.\n\n"
                              "If it was not you, ask for a new one under \"Forgot password\" at once,\n"
                              "and tell an administrator.\n",
                              user.fullname)};
}

net::Mail second_factor_mail(std::string_view email, SecondFactorChange change) {
  const auto words = [change]() -> std::string_view {
    switch (change) {
      case SecondFactorChange::turned_on:
        return "was turned on: signing in asks for a code from now on";
      case SecondFactorChange::turned_off:
        return "was turned off: signing in asks for the password alone";
      case SecondFactorChange::reset:
        return "was reset by an administrator: signing in asks for the password alone";
    }
    return "was changed";
  };
  return {.to = std::string{email},
          .subject = "The second factor of your account for Expediter was changed",
          .text = fmt::format("Hello,\n\n"
                              "the second factor of your account {}.\n\n"
                              "If it was not you who wanted that, tell an administrator at once.\n",
                              words())};
}

net::Mail address_changed_mail(const domain::User& before, const domain::User& after) {
  return {.to = before.email,
          .subject = "Your address for Expediter was changed",
          .text = fmt::format("Hello {},\n\n"
                              "your account does not have this address any more, but {}.\n\n"
                              "If you do not know of that, tell an administrator at once.\n",
                              before.fullname, after.email)};
}

}  // namespace expediter::api
