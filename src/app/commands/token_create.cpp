#include <fmt/format.h>

#include <ostream>

#include "app/commands.h"
#include "base/text.h"
#include "service/accounts.h"
#include "service/api_tokens.h"
#include "store/database.h"

namespace expediter::app {

namespace {

constexpr std::int64_t kMostDays = 36'500;

// `Issue Tracker:View,Users:Edit` as the API takes it; what stands in it is checked with the rest.
schema::Json read_scope(std::string_view text) {
  schema::Json::Array scope;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view part = base::trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t colon = part.find(':');
    if (colon == std::string_view::npos)
      throw CommandError{fmt::format("--scope has areas with their access, such as "
                                     "\"Issue Tracker:View,Users:Edit\"; \"{}\" is none",
                                     part),
                         kExitUsage};
    scope.push_back({schema::Json::Object{{"type", {std::string{base::trim(part.substr(0, colon))}}},
                                          {"access", {std::string{base::trim(part.substr(colon + 1))}}}}});
  }
  return {std::move(scope)};
}

schema::Patch<domain::ApiToken> read_token(const Invocation& invocation) {
  schema::Json::Object fields{{"Name", {invocation.text("--name")}}};
  if (invocation.given("--scope")) fields.push_back({"Scope", read_scope(invocation.text("--scope"))});
  base::Violations violations;
  auto patch = schema::read_patch<domain::ApiToken>({std::move(fields)}, schema::Intent::create, violations);
  if (!violations.empty()) throw base::Error{base::ErrorCode::token_invalid, std::move(violations)};
  return patch;
}

// A token acts for its owner: of someone who is shut out, or of access that they lack, it would be of no use.
void check_owner(const domain::User& owner, const schema::Patch<domain::ApiToken>& patch) {
  if (!domain::is_active(owner))
    throw CommandError{owner.username + " is inactive: a token of theirs would open nothing"};
  const auto& scope = schema::at<&domain::ApiToken::scope>(patch);
  const auto theirs = domain::privileges_of_role(owner.role_id, owner.privileges);
  if (scope && *scope && !theirs.cover(domain::Privileges::of(**scope)))
    throw CommandError{"--scope names access that " + owner.username + " does not have"};
}

int create(const Invocation& invocation, store::Database& database) {
  auto patch = read_token(invocation);
  const bool expires = invocation.given("--expires");
  const std::int64_t days = expires ? invocation.number("--expires", 1, kMostDays) : 0;
  const auto made = database.writer().run([&](store::WriteContext& context) {
    const domain::User owner = service::get_user_by_login(context.db(), invocation.text("--user"));
    check_owner(owner, patch);
    if (expires)
      schema::at<&domain::ApiToken::expires_at>(patch) =
          base::Timestamp{context.now().seconds + std::chrono::seconds{std::chrono::days{days}}.count()};
    return service::create_token(context, service::operator_caller(), owner.id, patch);
  });
  invocation.out() << fmt::format("Made token {}, \"{}\", which acts for {}.\n", made.token.id,
                                  made.token.name, made.token.owner_email)
                   << "It is shown only now: " << made.text << "\n";
  return kExitSuccess;
}

}  // namespace

Command token_create_command() {
  return {
      .name = "token create",
      .summary = "Make an API token that acts for a user, and show it once.",
      .details = "Scripts send it as `Authorization: Bearer TOKEN`. Works while a server runs.",
      .arguments = {{.name = "--user",
                     .placeholder = "LOGIN",
                     .summary = "For whom it acts: the login name or the e-mail address.",
                     .required = true},
                    {.name = "--name", .placeholder = "NAME", .summary = "What it is for.", .required = true},
                    {.name = "--scope",
                     .placeholder = "AREA:ACCESS,…",
                     .summary = "What it may do of what the user may, such as "
                                "\"Issue Tracker:View,Procurement:View\". Without it: all of that."},
                    {.name = "--expires",
                     .placeholder = "DAYS",
                     .summary = "After how many days it ends. Without it: never."}},
      .settings = SettingFlags::data_only,
      .change = create};
}

}  // namespace expediter::app
