#pragma once
// A client that speaks TLS, and certificates made for a test.

#include <memory>
#include <string>
#include <string_view>

#include "http/tls.h"
#include "unit/http/test_server.h"

struct ssl_st;
struct ssl_ctx_st;

namespace expediter::http {

// A new key with a certificate that it signed itself, for `name`, valid for `days` from now.
TlsIdentity make_identity(std::string_view name, int days = 30);

// What a client insists on. 0: what OpenSSL has by itself.
struct TlsChoice {
  int least_version = 0;
  int most_version = 0;
  std::string protocols = {};  // For ALPN, each behind a byte that holds its length.
};

// One connection. The certificate is taken as it is, and its name told.
class TlsClient {
 public:
  explicit TlsClient(std::uint16_t port, const TlsChoice& choice = {});

  bool connected() const { return connected_; }
  std::string certificate_name() const;  // Its common name.
  std::string version() const;
  std::string protocol() const;  // As ALPN chose it.
  bool compresses() const;
  bool may_be_resumed() const;  // The server gave a ticket or kept the session.

  TlsClient& send(std::string_view bytes);
  // As Client's.
  std::string receive();
  std::string receive_all();
  // Reads so many bytes and no more.
  std::string receive_bytes(std::size_t size);
  bool renegotiate();  // Whether the server went along.
  Client& below() { return below_; }
  bool server_said_end() const;  // Rather than just closing the socket.

 private:
  struct Free {
    void operator()(ssl_st* ssl) const;
    void operator()(ssl_ctx_st* rules) const;
  };
  bool fill(std::string& into, std::size_t most);

  Client below_;
  std::unique_ptr<ssl_ctx_st, Free> rules_;
  std::unique_ptr<ssl_st, Free> ssl_;
  bool connected_ = false;
  std::string buffer_;
};

}  // namespace expediter::http
