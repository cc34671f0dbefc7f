#pragma once
// The bytes of one connection to and from its socket: as they are, or through TLS.

#include <sys/uio.h>

#include <cstddef>
#include <memory>
#include <span>

#include "http/moved.h"
#include "http/tls_stream.h"

namespace expediter::http::detail {

// Owns a non-blocking socket. One thread. Plain text pays one comparison for TLS being possible.
class Transport {
 public:
  Transport() = default;
  explicit Transport(int socket) : socket_(socket) {}
  Transport(Transport&& other) noexcept;
  Transport& operator=(Transport&& other) noexcept;
  ~Transport() { close(); }

  int socket() const { return socket_; }
  // From here on everything goes through TLS. `stream` is over this socket. Before the first byte.
  void begin_tls(std::unique_ptr<TlsStream> stream) { tls_ = std::move(stream); }
  bool is_secure() const { return tls_ != nullptr; }
  // The handshake is not finished: nothing can have been received yet, and nothing can be said.
  bool is_opening() const { return tls_ != nullptr && tls_->is_opening(); }
  // A `receive` could not go on because the socket takes no more: call it again when it does.
  bool is_blocked() const { return tls_ != nullptr && tls_->is_blocked(); }

  // In plain text, one system call. A short read means that the socket was empty, which saves the call that
  // would say so.
  Moved receive(char* into, std::size_t room);
  // In plain text, one system call. What was not sent must come again, with the next call, unchanged.
  Moved send(std::span<const iovec> pieces);
  // Tells the peer that nothing more will come; receiving goes on.
  void end_sending();
  void close();

 private:
  int socket_ = -1;
  std::unique_ptr<TlsStream> tls_;  // Null in plain text.
};

}  // namespace expediter::http::detail
