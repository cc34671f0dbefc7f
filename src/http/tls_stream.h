#pragma once
// One TLS connection over a non-blocking socket: makes records of what is sent, and bytes of what is
// received.

#include <sys/uio.h>

#include <cstddef>
#include <memory>
#include <span>

#include "http/moved.h"

struct ssl_st;

namespace expediter::http::detail {

// Belongs to one connection and its thread. The socket is not owned and must outlive it. The handshake needs
// no call of its own: `receive` makes it go on. `receive` and `send` keep the promises of Transport, so that
// the connection above does not know the difference.
class TlsStream {
 public:
  // Takes over `ssl`, a server's side that has not begun.
  TlsStream(ssl_st* ssl, int socket);
  ~TlsStream();
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  bool is_opening() const { return opening_; }
  bool is_blocked() const { return blocked_; }

  // One read of the socket for every record's worth of input, and none to find it empty.
  Moved receive(char* into, std::size_t room);
  // One write to the socket for every record, which holds up to 16 KiB.
  Moved send(std::span<const iovec> pieces);
  // Says that nothing more will come, where that can still be said. Idempotent.
  void end_sending();

 private:
  struct Socket;  // Where OpenSSL reads and writes.
  struct Free {
    void operator()(ssl_st* ssl) const;
  };

  Moved fail(std::size_t bytes);

  std::unique_ptr<ssl_st, Free> ssl_;
  int socket_;
  bool opening_ = true;
  bool blocked_ = false;
  bool broken_ = false;      // OpenSSL must not be called again.
  bool mid_record_ = false;  // The socket has taken part of a record.
  bool said_end_ = false;
  bool socket_empty_ = false;  // A read of this `receive` was short.
  bool starved_ = false;       // OpenSSL asked for more than the socket had.
  bool peer_closed_ = false;
};

}  // namespace expediter::http::detail
