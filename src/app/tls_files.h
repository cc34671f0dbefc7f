#pragma once
// The certificate and the key that a server shows, from the files that its configuration names.

#include <optional>
#include <string>

#include "app/config.h"
#include "http/tls.h"

namespace expediter::app {

// Reads both files; empty where the configuration names none. Throws CommandError, in words for the operator,
// where a file is missing, cannot be read, or holds a key that anybody may read.
std::optional<http::TlsIdentity> read_tls_identity(const Config& config);

// Why clients would refuse the certificate at this time: it has expired, or is not valid yet. Empty where it
// is good.
std::string fault_of(const http::TlsIdentity& identity, base::Timestamp now);

// Tells the log until when the certificate is valid, as a warning where that is soon or over.
void log_certificate(const http::TlsIdentity& identity, const base::Clock& clock);

}  // namespace expediter::app
