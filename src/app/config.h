#pragma once
// The configuration of a server: typed values, their defaults, and how they come together.
//
// A setting is one member here and one row of the table in app/settings.cpp. From the row follow its key in
// the file, its environment variable, its flag, its line of help, its check and its place in
// docs/operations.md.

#include <cstddef>
#include <exception>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/setting.h"

namespace expediter::app {

// One thread for every core of the machine; at least one.
std::size_t one_per_core();

struct Config {
  ListenAddress listen;
  Directory data;
  Url public_url;

  File tls_certificate;
  File tls_key;
  Duration hsts = std::chrono::days{365};

  AddressRanges trusted_proxies;
  Origins origins;

  Rate attempts{60, std::chrono::minutes{10}};
  Rate address_rate;
  Rate account_rate;

  std::size_t io_threads = one_per_core();
  std::size_t work_threads = 2;

  ByteSize ticket_cache{std::size_t{256} << 20};
  ByteSize page_cache{std::size_t{64} << 20};
  ByteSize sqlite_cache{std::size_t{8} << 20};

  std::size_t max_connections = 16'384;
  ByteSize max_body{std::size_t{1} << 20};
  ByteSize max_head{std::size_t{16} << 10};
  ByteSize max_held{std::size_t{256} << 20};
  std::size_t max_queued_writes = 4096;
  std::size_t max_export_rows = 100'000;
  ByteSize max_export{std::size_t{32} << 20};

  Duration idle_timeout = std::chrono::seconds{75};
  Duration head_timeout = std::chrono::seconds{10};
  Duration body_timeout = std::chrono::seconds{30};
  Duration send_timeout = std::chrono::seconds{30};
  Duration query_timeout = std::chrono::seconds{10};
  Duration shutdown_grace = std::chrono::seconds{10};
  Duration drain{0};

  Duration access_lifetime = std::chrono::hours{1};
  Duration refresh_lifetime = std::chrono::days{30};
  SecureCookies secure_cookies = SecureCookies::automatic;
  Duration lockout = std::chrono::seconds{30};

  Duration password_lifetime{0};

  bool require_known_assignee = false;
  bool notes_in_lists = true;

  MailServer mail_server;
  MailAddress mail_from;
  Line mail_username;
  File mail_password_file;
  bool mail_require_tls = true;
  File mail_ca_file;
  Duration mail_retry = std::chrono::seconds{30};
  Directory mail_spool;

  base::log::Level log_level = base::log::Level::info;
  base::log::Format log_format = base::log::Format::automatic;
  LoggedRequests logged_requests = LoggedRequests::errors;
};

// Everything that is wrong with a configuration, a line each; what() joins them.
class ConfigError : public std::exception {
 public:
  explicit ConfigError(std::vector<std::string> problems);
  const std::vector<std::string>& problems() const { return problems_; }
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::vector<std::string> problems_;
  std::string text_;
};

// Where values come from, the weakest first: the default, the file, the environment, flags.
struct ConfigInputs {
  // Read where given, and then it must exist. Otherwise `expediter.toml` in the data directory, where that
  // exists.
  std::optional<std::filesystem::path> file;
  // All of the environment, as name and value; only names with EXPEDITER_ are looked at.
  std::vector<std::pair<std::string, std::string>> environment;
  // The flags that were given: the setting's name and the value.
  std::vector<std::pair<std::string, std::string>> flags;
};

struct LoadedConfig {
  Config config;
  std::vector<std::string> sources;   // Of each setting, in the table's order: "default", "etc/x.toml:3", …
  std::vector<std::string> warnings;  // For the log, a sentence each.
};

// Throws ConfigError with all that is wrong. Reads at most the one file, changes nothing.
LoadedConfig load_config(const ConfigInputs& inputs);

// The whole configuration as a TOML file that would bring it about, with the source of each value beside it.
std::string render_config(const LoadedConfig& loaded);

// This process's environment.
std::vector<std::pair<std::string, std::string>> process_environment();

}  // namespace expediter::app
