#include "app/server.h"

#include <fmt/format.h>

#include "app/command.h"
#include "app/mail.h"
#include "app/page.h"
#include "app/tls_files.h"
#include "base/log.h"
#include "base/random.h"
#include "service/authenticate.h"

namespace expediter::app {

namespace {

// What every answer says to browsers: take it for what it claims to be, tell no other site where one came
// from, and let no other site load it.
constexpr std::string_view kHeaders =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

store::DatabaseOptions database_options(const Config& config, const Keys& keys) {
  store::DatabaseOptions options;
  options.ticket_cache_bytes = config.ticket_cache.bytes;
  options.reader_cache_bytes = static_cast<std::int64_t>(config.sqlite_cache.bytes);
  options.writer.queue_limit = config.max_queued_writes;
  options.writer.audit_key = audit_key(keys);
  options.writer.telling = [](const std::function<void()>& tell_all) {
    const http::AnswersTogether together;
    tell_all();
  };
  return options;
}

http::ServerOptions server_options(const Config& config) {
  http::ServerOptions options;
  options.host = config.listen.host;
  options.port = config.listen.port;
  options.threads = static_cast<unsigned>(config.io_threads);
  options.tls = read_tls_identity(config);
  options.trusted_proxies = config.trusted_proxies.ranges;
  options.headers = kHeaders;
  if (config.hsts > Duration{0})
    options.secure_headers = fmt::format("Strict-Transport-Security: max-age={}\r\n",
                                         std::chrono::floor<std::chrono::seconds>(config.hsts).count());
  options.base_path = config.public_url.path();
  options.limits.head_bytes = config.max_head.bytes;
  options.limits.body_bytes = config.max_body.bytes;
  options.limits.connections = config.max_connections;
  options.limits.held_bytes = config.max_held.bytes;
  options.limits.idle = config.idle_timeout;
  options.limits.head_wait = config.head_timeout;
  options.limits.body_wait = config.body_timeout;
  options.limits.send_wait = config.send_timeout;
  options.limits.drain = config.shutdown_grace;
  return options;
}

service::SigningKeys signing_keys(const Keys& keys) {
  const auto key = [](const SigningKey& from) {
    return service::SigningKey{from.id, std::string{from.secret.reveal()}};
  };
  service::SigningKeys signing{.current = key(keys.current)};
  if (keys.previous) signing.previous = key(*keys.previous);
  return signing;
}

// Derived from a key that is kept anyway: what it protects is of no use without the database.
std::string name_key(const Keys& keys) {
  return base::to_hex(base::digest("names that nobody has", keys.cursor.reveal()));
}

service::SessionSettings session_settings(const Config& config, const Keys& keys) {
  const auto whole = [](Duration duration) { return std::chrono::ceil<std::chrono::seconds>(duration); };
  return {.access = whole(config.access_lifetime),
          .session = whole(config.refresh_lifetime),
          .lock = whole(config.lockout),
          .password_lifetime = whole(config.password_lifetime),
          .name_key = name_key(keys)};
}

// Behind a proxy that speaks HTTPS the connection itself does not, but the address that people use says so.
bool always_secure(const Config& config) {
  return config.secure_cookies == SecureCookies::on || (config.secure_cookies == SecureCookies::automatic &&
                                                        config.public_url.text.starts_with("https://"));
}

}  // namespace

std::string address_of(const Config& config, std::uint16_t port) {
  const bool is_ipv6 = config.listen.host.find(':') != std::string::npos;
  return fmt::format("{}://{}:{}", config.tls_certificate.path.empty() ? "http" : "https",
                     is_ipv6 ? "[" + config.listen.host + "]" : config.listen.host, port);
}

RunningServer::RunningServer(const Config& config, const Keys& keys, const base::Clock& clock)
    : config_(config),
      clock_(clock),
      mail_(make_mail_queue(config)),
      database_(config.data.path, clock, database_options(config, keys)),
      workers_(database_, static_cast<unsigned>(config.work_threads), {.query = config.query_timeout}),
      lists_(config.page_cache.bytes),
      page_(page_files(), config.public_url.path(), kPageAddresses),
      services_{.database = database_,
                .clock = clock,
                .workers = workers_,
                .lists = lists_,
                .counts = counts_,
                .cursor_key = std::string{keys.cursor.reveal()},
                .tickets = {.require_known_assignee = config.require_known_assignee,
                            .notes_in_lists = config.notes_in_lists},
                .exports = {.rows = static_cast<std::int64_t>(config.max_export_rows),
                            .bytes = config.max_export.bytes,
                            .untaken = api::ByteBudget{config.max_held.bytes / 4, config.max_held.bytes / 8}},
                .max_body = config.max_body.bytes,
                .signing_keys = signing_keys(keys),
                .sessions = session_settings(config, keys),
                .vault = service::Vault{keys.vault},
                .mail = mail_.get(),
                .public_url = config.public_url.text,
                .base_path = std::string{config.public_url.path()},
                .secure_cookies = always_secure(config),
                .never_secure_cookies = config.secure_cookies == SecureCookies::off} {
  api::ApiOptions options{.loops = static_cast<unsigned>(config.io_threads),
                          .identify = {},
                          .static_files = {},
                          .logged = config.logged_requests,
                          .rates = {config.attempts, config.address_rate, config.account_rate},
                          .origins = config.origins.list};
  options.identify = [this](store::Reader& reader, const api::Credentials& credentials) {
    if (!credentials.bearer.empty())
      return service::authenticate_api_token(reader.connection(), credentials.bearer, services_.clock.now());
    return service::authenticate_access(reader.connection(), services_.signing_keys,
                                        credentials.access_cookie, services_.clock.now());
  };
  if (!page_.empty())
    options.static_files = [this](const http::Request& request, http::Response& response) {
      return page_.serve(request, response);
    };
  api_ = std::make_unique<api::Api>(services_, options);
  const http::ServerOptions serving = server_options(config);
  server_ = std::make_unique<http::Server>(serving, *api_);
  if (serving.tls) show(*serving.tls);
  if (services_.public_url.empty()) services_.public_url = address_of(config, server_->port());
  services_.http_statistics = [this] { return server_->statistics(); };
}

RunningServer::~RunningServer() {
  stop();
}

void RunningServer::reload() {
  try {
    const auto identity = read_tls_identity(config_);
    if (!identity) return base::log::info("nothing to reload", {});
    const std::string fault = fault_of(*identity, clock_.now());
    if (!fault.empty() && shown_ && fault_of(*shown_, clock_.now()).empty())
      throw CommandError{"the new certificate is not valid: " + fault};
    server_->replace_identity(*identity);
    show(*identity);
  } catch (const std::exception& error) {
    base::log::error("reloading failed; the certificate stays", {{"problem", error.what()}});
  }
}

void RunningServer::show(const http::TlsIdentity& identity) {
  shown_ = http::TlsIdentity{.certificates = identity.certificates, .key = {}};
  services_.certificate_expiry = http::expiry_of(identity).seconds;
  log_certificate(identity, clock_);
}

void RunningServer::look() {
  constexpr int kHoursOfADay = 24;
  if (shown_ && ++looks_ % kHoursOfADay == 0) log_certificate(*shown_, clock_);
}

void RunningServer::stop() {
  server_->stop();
  workers_.stop();  // Their work uses what is destroyed before them.
}

}  // namespace expediter::app
