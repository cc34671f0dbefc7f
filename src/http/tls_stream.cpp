#include "http/tls_stream.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>
#include <string_view>

#include "base/check.h"

namespace expediter::http::detail {
namespace {

constexpr std::size_t kRecord = SSL3_RT_MAX_PLAIN_LENGTH;
// Records without a byte for us, one after another, that a client may send: it could keep the loop busy with
// them. The handshake's own count among them.
constexpr int kSilentRecords = 32;

// The next record's worth of `pieces` from `at` on: where it lies in one piece, that; else a copy. What is
// sent again after a full socket has the same beginning and length, as OpenSSL demands.
std::string_view next_record(std::span<const iovec> pieces, std::size_t at) {
  thread_local std::array<char, kRecord> joined;
  std::size_t filled = 0;
  for (std::size_t i = 0; i < pieces.size() && filled < kRecord; ++i) {
    std::string_view piece(static_cast<const char*>(pieces[i].iov_base), pieces[i].iov_len);
    const std::size_t skipped = std::min(at, piece.size());
    at -= skipped;
    piece = piece.substr(skipped, kRecord - filled);
    const bool is_last = i + 1 == pieces.size() || pieces[i + 1].iov_len == 0;
    if (piece.empty()) continue;
    if (filled == 0 && (piece.size() == kRecord || is_last)) return piece;
    std::memcpy(joined.data() + filled, piece.data(), piece.size());
    filled += piece.size();
  }
  return {joined.data(), filled};
}

}  // namespace

// The functions that OpenSSL calls. Not its own socket BIO: that one writes without MSG_NOSIGNAL, and needs a
// read of an empty socket to know that it is empty.
struct TlsStream::Socket {
  static TlsStream& stream_of(BIO* bio) { return *static_cast<TlsStream*>(BIO_get_data(bio)); }

  static int read(BIO* bio, char* into, std::size_t room, std::size_t* got) {
    TlsStream& stream = stream_of(bio);
    BIO_clear_retry_flags(bio);
    ssize_t bytes = -1;
    if (!stream.socket_empty_) {
      do {
        bytes = ::recv(stream.socket_, into, room, 0);
      } while (bytes < 0 && errno == EINTR);
    }
    if (bytes > 0) {
      *got = static_cast<std::size_t>(bytes);
      stream.socket_empty_ = *got < room;
      return 1;
    }
    if (bytes == 0) {
      stream.peer_closed_ = true;
    } else if (stream.socket_empty_ || errno == EAGAIN || errno == EWOULDBLOCK) {
      stream.starved_ = true;
      BIO_set_retry_read(bio);
    }
    return 0;
  }

  static int write(BIO* bio, const char* from, std::size_t size, std::size_t* sent) {
    BIO_clear_retry_flags(bio);
    ssize_t bytes = 0;
    do {
      bytes = ::send(stream_of(bio).socket_, from, size, MSG_NOSIGNAL);
    } while (bytes < 0 && errno == EINTR);
    if (bytes > 0) {
      *sent = static_cast<std::size_t>(bytes);
      return 1;
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) BIO_set_retry_write(bio);
    return 0;
  }

  static long control(BIO* bio, int command, long, void*) {
    if (command == BIO_CTRL_FLUSH) return 1;
    if (command == BIO_CTRL_EOF) return stream_of(bio).peer_closed_ ? 1 : 0;
    return 0;
  }

  static const BIO_METHOD* method() {
    static const BIO_METHOD* const made = [] {
      BIO_METHOD* method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
      CHECK(method != nullptr);
      BIO_meth_set_read_ex(method, read);
      BIO_meth_set_write_ex(method, write);
      BIO_meth_set_ctrl(method, control);
      return method;
    }();
    return made;
  }
};

void TlsStream::Free::operator()(ssl_st* ssl) const {
  SSL_free(ssl);
}

TlsStream::TlsStream(ssl_st* ssl, int socket) : ssl_(ssl), socket_(socket) {
  BIO* bio = ssl == nullptr ? nullptr : BIO_new(Socket::method());
  if (bio == nullptr) throw std::bad_alloc();
  BIO_set_data(bio, this);
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl, bio, bio);
  SSL_set_accept_state(ssl);
}

TlsStream::~TlsStream() = default;

// What was moved before still counts: the next call says that it is over.
Moved TlsStream::fail(std::size_t bytes) {
  broken_ = true;
  ERR_clear_error();
  return {bytes > 0 ? Moved::Outcome::some : Moved::Outcome::broken, bytes};
}

Moved TlsStream::receive(char* into, std::size_t room) {
  if (broken_) return {Moved::Outcome::broken, 0};
  socket_empty_ = blocked_ = false;
  std::size_t got = 0;
  for (int silent = 0; got < room && silent < kSilentRecords; ++silent) {
    starved_ = false;
    std::size_t bytes = 0;
    ERR_clear_error();
    const int result = SSL_read_ex(ssl_.get(), into + got, room - got, &bytes);
    opening_ = SSL_is_init_finished(ssl_.get()) == 0;
    if (result == 1) {
      got += bytes;
      silent = -1;
      continue;
    }
    switch (SSL_get_error(ssl_.get(), result)) {
      case SSL_ERROR_WANT_READ:
        if (starved_) return {Moved::Outcome::drained, got};
        continue;  // A record that was not for us.
      case SSL_ERROR_WANT_WRITE:
        blocked_ = true;
        return {Moved::Outcome::drained, got};
      case SSL_ERROR_ZERO_RETURN:
        return {got > 0 ? Moved::Outcome::some : Moved::Outcome::ended, got};
      default:
        return fail(got);
    }
  }
  return got > 0 ? Moved{Moved::Outcome::some, got} : fail(0);
}

Moved TlsStream::send(std::span<const iovec> pieces) {
  if (broken_) return {Moved::Outcome::broken, 0};
  std::size_t all = 0;
  for (const iovec& piece : pieces) all += piece.iov_len;
  std::size_t sent = 0;
  while (sent < all) {
    const std::string_view record = next_record(pieces, sent);
    std::size_t bytes = 0;
    ERR_clear_error();
    const int result = SSL_write_ex(ssl_.get(), record.data(), record.size(), &bytes);
    mid_record_ = result != 1;
    if (result == 1) {
      sent += bytes;
      continue;
    }
    const int error = SSL_get_error(ssl_.get(), result);
    if (error == SSL_ERROR_WANT_WRITE || error == SSL_ERROR_WANT_READ) return {Moved::Outcome::drained, sent};
    fail(0);
    return {Moved::Outcome::broken, 0};
  }
  return {Moved::Outcome::some, sent};
}

void TlsStream::end_sending() {
  if (broken_ || opening_ || mid_record_ || said_end_) return;
  said_end_ = true;
  ERR_clear_error();
  SSL_shutdown(ssl_.get());
  ERR_clear_error();
}

}  // namespace expediter::http::detail
