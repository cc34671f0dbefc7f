#include "app/tls_files.h"

#include <fstream>
#include <iterator>

#include "app/command.h"
#include "app/private_file.h"
#include "base/date.h"
#include "base/log.h"

namespace expediter::app {

namespace {

constexpr std::chrono::seconds kSoon = std::chrono::days{14};

std::string read_certificates(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (!in.is_open() || in.bad()) throw CommandError{"the certificate " + path + " cannot be read"};
  return text;
}

}  // namespace

std::optional<http::TlsIdentity> read_tls_identity(const Config& config) {
  if (config.tls_certificate.path.empty()) return std::nullopt;
  auto key = read_private_file(config.tls_key.path, FileReaders::owner_and_group);
  if (!key) throw CommandError{"the key " + config.tls_key.path + " is not there"};
  return http::TlsIdentity{read_certificates(config.tls_certificate.path), base::Secret{std::move(*key)}};
}

std::string fault_of(const http::TlsIdentity& identity, base::Timestamp now) {
  if (const base::Timestamp from = http::beginning_of(identity); from > now)
    return "it is valid only from " + base::format_timestamp(from) + " on";
  if (const base::Timestamp until = http::expiry_of(identity); until < now)
    return "it expired at " + base::format_timestamp(until);
  return {};
}

void log_certificate(const http::TlsIdentity& identity, const base::Clock& clock) {
  const base::Timestamp expiry = http::expiry_of(identity);
  const std::string until = base::format_timestamp(expiry);
  if (http::beginning_of(identity) > clock.now())
    return base::log::warning("the certificate is not valid yet",
                              {{"problem", fault_of(identity, clock.now())}});
  if (expiry < clock.now()) return base::log::warning("the certificate has expired", {{"expired", until}});
  if (expiry < clock.now() + kSoon)
    return base::log::warning("the certificate expires soon", {{"expires", until}});
  base::log::info("certificate", {{"expires", until}});
}

}  // namespace expediter::app
