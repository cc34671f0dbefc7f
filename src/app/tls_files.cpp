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

void log_certificate(const http::TlsIdentity& identity, const base::Clock& clock) {
  const base::Timestamp expiry = http::expiry_of(identity);
  const std::string until = base::format_timestamp(expiry);
  if (expiry < clock.now()) return base::log::warning("the certificate has expired", {{"expired", until}});
  if (expiry < clock.now() + kSoon)
    return base::log::warning("the certificate expires soon", {{"expires", until}});
  base::log::info("certificate", {{"expires", until}});
}

}  // namespace expediter::app
