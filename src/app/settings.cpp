#include "app/settings.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "base/check.h"
#include "base/text.h"

namespace expediter::app {

namespace {

constexpr std::int64_t kUnbounded = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kKiB = 1024;
constexpr std::int64_t kMiB = 1024 * kKiB;
constexpr std::int64_t kGiB = 1024 * kMiB;
constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kHour = 3600 * kSecond;
constexpr std::int64_t kDay = 24 * kHour;

struct Row {
  std::string_view name;
  std::string_view summary;
  std::int64_t min = 0;
  std::int64_t max = kUnbounded;
  std::string_view default_note = "";
};

template <auto Member>
using TypeOf = std::remove_cvref_t<decltype(std::declval<Config>().*Member)>;

template <auto Member>
bool assign(const SettingInfo& setting, std::string_view text, Config& config) {
  using Traits = SettingTraits<TypeOf<Member>>;
  const auto value = Traits::parse(text);
  if (!value) return false;
  if constexpr (requires { Traits::magnitude(*value); }) {
    const std::int64_t magnitude = Traits::magnitude(*value);
    if (magnitude < setting.min || magnitude > setting.max) return false;
  }
  config.*Member = *value;
  return true;
}

template <auto Member>
std::string format(const Config& config) {
  return SettingTraits<TypeOf<Member>>::format(config.*Member);
}

template <class T>
std::string bounds_text(std::int64_t min, std::int64_t max) {
  const auto text = [](std::int64_t value) { return SettingTraits<T>::format(SettingTraits<T>::of(value)); };
  return max == kUnbounded ? "" : ", from " + text(min) + " to " + text(max);
}

template <auto Member>
SettingInfo setting(const Row& row) {
  using T = TypeOf<Member>;
  SettingInfo info{.name = row.name,
                   .summary = row.summary,
                   .default_note = row.default_note,
                   .kind = SettingTraits<T>::kKind,
                   .bounds = {},
                   .assign = assign<Member>,
                   .format = format<Member>,
                   .min = row.min,
                   .max = row.max};
  if constexpr (requires(T value) { SettingTraits<T>::magnitude(value); })
    info.bounds = bounds_text<T>(row.min, row.max);
  return info;
}

// How the server is reached.
std::vector<SettingInfo> settings_of_place() {
  using C = Config;
  return {
      setting<&C::listen>(
          {"listen", "Where to listen. An IPv6 host stands in brackets; port 0 takes a free one."}),
      setting<&C::data>({"data", "The data directory: database, keys and lock. Made where it is missing."}),
      setting<&C::public_url>(
          {"public-url",
           "The address people reach the server by, perhaps with a path; https makes its cookies Secure."}),

      setting<&C::tls_certificate>(
          {"tls.certificate",
           "The certificate with its chain, in PEM. With it, nothing but HTTPS is served."}),
      setting<&C::tls_key>(
          {"tls.key", "The certificate's private key, in PEM; no file that anybody may read."}),
      setting<&C::hsts>({"tls.hsts",
                         "How long browsers shall insist on HTTPS, once they came by it; 0s: not.", 0,
                         730 * kDay}),

      setting<&C::trusted_proxies>(
          {"proxy.trusted", "Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed."}),

      setting<&C::origins>(
          {"cors.origins", "Other origins whose pages may use the API from a browser; without any, none."}),
  };
}

// What it may use.
std::vector<SettingInfo> settings_of_size() {
  using C = Config;
  return {
      setting<&C::io_threads>(
          {"threads.io", "Event loops; each serves its own connections and reads.", 1, 256, "one per core"}),
      setting<&C::work_threads>(
          {"threads.work", "Threads for heavy lists, and as many for password hashing.", 1, 64}),

      setting<&C::ticket_cache>(
          {"cache.tickets", "Memory for rendered tickets, over all threads.", 0, 64 * kGiB}),
      setting<&C::page_cache>(
          {"cache.pages", "Memory for rendered list pages, over all threads.", 0, 64 * kGiB}),
      setting<&C::sqlite_cache>({"cache.sqlite",
                                 "Memory for database pages, for each connection to the database.", kMiB,
                                 16 * kGiB}),

      setting<&C::max_connections>(
          {"limits.connections", "Open connections; one more is answered 503 and closed.", 1, 1'000'000}),
      setting<&C::max_body>({"limits.body", "Largest request body; 413 past it.", kKiB, 64 * kMiB}),
      setting<&C::max_head>(
          {"limits.head", "Largest request line with its headers; 431 past it.", kKiB, kMiB}),
      setting<&C::max_held>(
          {"limits.held",
           "Memory for unfinished requests and untaken answers, over all connections; the longest waiting "
           "are cut off past it.",
           kMiB, 64 * kGiB}),
      setting<&C::max_queued_writes>(
          {"limits.writes", "Writes that wait for their commit; 503 past it.", 1, 1'000'000}),
      setting<&C::max_export_rows>(
          {"limits.export-rows", "Most rows of an export; 400 past it.", 1, 10'000'000}),
      setting<&C::max_export>({"limits.export", "Largest export; 400 past it.", kKiB, kGiB}),

      setting<&C::attempts>({"rates.attempts",
                             "Sign-ins, codes and links of one address that may fail; 429 past it. This "
                             "machine's are not counted."}),
      setting<&C::address_rate>(
          {"rates.address", "Requests of one address; 429 past it. This machine's are not counted."}),
      setting<&C::account_rate>(
          {"rates.account", "Requests of one account, under its sessions and API tokens; 429 past it."}),

      setting<&C::idle_timeout>(
          {"timeouts.idle", "How long a connection may rest between requests.", kSecond, kHour}),
      setting<&C::head_timeout>(
          {"timeouts.head", "How long a request's head may take; 408 past it.", kSecond, kHour}),
      setting<&C::body_timeout>(
          {"timeouts.body", "How long a request's body may take; 408 past it.", kSecond, kHour}),
      setting<&C::send_timeout>({"timeouts.send",
                                 "How long a client may leave an answer unread; then it is cut off.", kSecond,
                                 kHour}),
      setting<&C::query_timeout>({"timeouts.query",
                                  "How long one question to the database may take; 503 past it.",
                                  kSecond / 10, kHour}),
      setting<&C::shutdown_grace>(
          {"timeouts.shutdown", "How long a stopping server waits for answers under way.", 0, kHour}),
      setting<&C::drain>({"timeouts.drain",
                          "How long before that /readyz already says 503 while all else is served: for "
                          "balancers to notice.",
                          0, kHour}),
  };
}

// What it does.
std::vector<SettingInfo> settings_of_conduct() {
  using C = Config;
  return {
      setting<&C::access_lifetime>(
          {"sessions.access", "How long an access token is good for.", 60 * kSecond, 7 * kDay}),
      setting<&C::refresh_lifetime>({"sessions.refresh",
                                     "How long a session lasts, however often it is refreshed.", kHour,
                                     365 * kDay}),
      setting<&C::secure_cookies>(
          {"sessions.secure-cookies",
           "Whether cookies are for HTTPS only; auto: where public-url or the connection is."}),
      setting<&C::lockout>(
          {"sessions.lockout",
           "How long the third wrong password in a row locks an account; each further one doubles it.",
           kSecond, kDay}),

      setting<&C::password_lifetime>(
          {"passwords.lifetime", "How long a password may be used; 0s: for ever.", 0, 3650 * kDay}),

      setting<&C::require_known_assignee>(
          {"tickets.known-assignee", "Whether a ticket can be assigned to users only, not to any address."}),

      setting<&C::notes_in_lists>(
          {"tickets.notes-in-lists",
           "Whether lists give tickets with their notes where no fields are asked for."}),

      setting<&C::mail_server>(
          {"mail.server", "Where mail is sent; without it, mail is written into mail.spool."}),
      setting<&C::mail_from>({"mail.from", "The sender's address; expediter@ the server's name without it."}),
      setting<&C::mail_username>({"mail.username", "The name to sign in to the mail server with, if any."}),
      setting<&C::mail_password_file>(
          {"mail.password-file", "A file of mode 0600 whose first line is the password for that."}),
      setting<&C::mail_require_tls>(
          {"mail.require-tls", "Whether a server of smtp:// must offer STARTTLS; smtps:// is TLS anyway."}),
      setting<&C::mail_ca_file>(
          {"mail.ca-file", "Certificates to trust for the mail server, instead of the system's."}),
      setting<&C::mail_retry>({"mail.retry",
                               "How long after a failure mail is tried again; doubles, six attempts in all.",
                               100, kHour}),
      setting<&C::mail_spool>({"mail.spool", "The directory that mail is written into without a mail server.",
                               0, kUnbounded, "`mail` in the data directory"}),

      setting<&C::log_level>({"log.level", "The least of what is logged."}),
      setting<&C::log_format>({"log.format", "auto: text on a terminal, JSON otherwise."}),
      setting<&C::logged_requests>(
          {"log.requests", "Which requests are logged; errors: those answered with 500 or above."}),
  };
}

const std::vector<SettingInfo>& settings() {
  static const std::vector<SettingInfo> table = [] {
    std::vector<SettingInfo> all;
    for (const auto& part : {settings_of_place(), settings_of_size(), settings_of_conduct()})
      all.insert(all.end(), part.begin(), part.end());
    return all;
  }();
  return table;
}

std::string spelled(std::string_view prefix, std::string_view name, char separator, bool upper) {
  std::string out{prefix};
  for (const char c : name) {
    if (c == '.' || c == '-')
      out += separator;
    else
      out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

}  // namespace

std::string SettingInfo::flag() const {
  return spelled("--", name, '-', false);
}
std::string SettingInfo::environment() const {
  return spelled("EXPEDITER_", name, '_', true);
}

std::string_view SettingInfo::section() const {
  const std::size_t dot = name.find('.');
  return dot == std::string_view::npos ? std::string_view{} : name.substr(0, dot);
}

std::string_view SettingInfo::key() const {
  const std::size_t dot = name.find('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

std::string SettingInfo::expected() const {
  return std::string{kind.expected} + bounds;
}

std::string SettingInfo::default_text() const {
  return default_note.empty() ? format(Config{}) : std::string{default_note};
}

std::span<const SettingInfo> all_settings() {
  return settings();
}

std::string_view section_title(std::string_view section) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTitles{{
      {"", "Settings"},
      {"tls", "TLS"},
      {"proxy", "Proxy"},
      {"cors", "Other origins"},
      {"threads", "Threads"},
      {"cache", "Memory"},
      {"limits", "Limits"},
      {"rates", "Rates"},
      {"timeouts", "Timeouts"},
      {"sessions", "Sessions"},
      {"passwords", "Passwords"},
      {"tickets", "Tickets"},
      {"mail", "Mail"},
      {"log", "Log"},
  }};
  const auto* const found =
      std::ranges::find(kTitles, section, &std::pair<std::string_view, std::string_view>::first);
  CHECK(found != kTitles.end());
  return found->second;
}

std::optional<std::size_t> find_setting(std::string_view name) {
  const auto found = std::ranges::find(settings(), name, &SettingInfo::name);
  if (found == settings().end()) return std::nullopt;
  return static_cast<std::size_t>(found - settings().begin());
}

std::string suggest_setting(std::string_view name) {
  std::vector<std::string_view> names;
  for (const SettingInfo& setting : settings()) names.push_back(setting.name);
  const std::string_view nearest = base::nearest_name(name, names);
  return nearest.empty() ? "" : "; did you mean \"" + std::string{nearest} + "\"?";
}

}  // namespace expediter::app
