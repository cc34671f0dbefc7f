#pragma once
// The rules by which this server speaks TLS, with the certificate of the moment.

#include <memory>
#include <mutex>

#include "http/tls.h"
#include "http/tls_stream.h"

struct ssl_ctx_st;

namespace expediter::http::detail {

// TLS 1.2 and 1.3, with ephemeral keys and authenticated encryption only; no compression, no renegotiation,
// no resumption: what was recorded cannot be read later by whoever gets hold of a key. Safe from any thread.
class TlsContext {
 public:
  // Throws std::runtime_error, in words for the operator, where certificate and key are unusable.
  explicit TlsContext(const TlsIdentity& identity);

  // From now on new connections are shown `identity`; open ones go on as they are. Throws as the constructor,
  // and then nothing changes.
  void replace(const TlsIdentity& identity);
  // A stream over a connection that was just accepted. Throws std::bad_alloc.
  std::unique_ptr<TlsStream> open(int socket) const;

 private:
  using Rules = std::shared_ptr<ssl_ctx_st>;
  static Rules make(const TlsIdentity& identity);

  mutable std::mutex mutex_;
  Rules rules_;
};

}  // namespace expediter::http::detail
