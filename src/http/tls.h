#pragma once
// What a server shows of itself over TLS.

#include <string>

#include "base/clock.h"
#include "base/secret.h"

namespace expediter::http {

// As PEM texts, the way certificate authorities hand them out.
struct TlsIdentity {
  std::string certificates;  // The server's own first, then those that lead to a root.
  base::Secret key;          // Of the first certificate, not encrypted.
};

// From when the server's own certificate is valid. Throws std::runtime_error where there is none.
base::Timestamp beginning_of(const TlsIdentity& identity);
// Until when the server's own certificate is valid. Throws std::runtime_error where there is none.
base::Timestamp expiry_of(const TlsIdentity& identity);

}  // namespace expediter::http
