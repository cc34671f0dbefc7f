#include "http/transport.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace expediter::http::detail {
namespace {

bool would_block() {
  return errno == EAGAIN || errno == EWOULDBLOCK;
}

}  // namespace

Transport::Transport(Transport&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), tls_(std::move(other.tls_)) {}

Transport& Transport::operator=(Transport&& other) noexcept {
  if (this != &other) {
    close();
    socket_ = std::exchange(other.socket_, -1);
    tls_ = std::move(other.tls_);
  }
  return *this;
}

Moved Transport::receive(char* into, std::size_t room) {
  if (tls_ != nullptr) return tls_->receive(into, room);
  ssize_t got = 0;
  do {
    got = ::recv(socket_, into, room, 0);
  } while (got < 0 && errno == EINTR);
  if (got == 0) return {Moved::Outcome::ended, 0};
  if (got < 0) return {would_block() ? Moved::Outcome::drained : Moved::Outcome::broken, 0};
  const auto bytes = static_cast<std::size_t>(got);
  return {bytes < room ? Moved::Outcome::drained : Moved::Outcome::some, bytes};
}

Moved Transport::send(std::span<const iovec> pieces) {
  if (tls_ != nullptr) return tls_->send(pieces);
  std::size_t all = 0;
  for (const iovec& piece : pieces) all += piece.iov_len;
  ssize_t sent = 0;
  do {
    if (pieces.size() == 1) {
      sent = ::send(socket_, pieces[0].iov_base, pieces[0].iov_len, MSG_NOSIGNAL);
    } else {
      msghdr message{};
      message.msg_iov = const_cast<iovec*>(pieces.data());  // sendmsg only reads it.
      message.msg_iovlen = pieces.size();
      sent = ::sendmsg(socket_, &message, MSG_NOSIGNAL);
    }
  } while (sent < 0 && errno == EINTR);
  if (sent < 0) return {would_block() ? Moved::Outcome::drained : Moved::Outcome::broken, 0};
  const auto bytes = static_cast<std::size_t>(sent);
  return {bytes < all ? Moved::Outcome::drained : Moved::Outcome::some, bytes};
}

void Transport::end_sending() {
  if (tls_ != nullptr) tls_->end_sending();
  ::shutdown(socket_, SHUT_WR);
}

void Transport::close() {
  if (tls_ != nullptr) {
    tls_->end_sending();
    tls_.reset();
  }
  if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

}  // namespace expediter::http::detail
