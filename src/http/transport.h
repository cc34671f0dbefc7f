#pragma once
// The bytes of one connection to and from its socket. TLS will be a second way through this class.

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace expediter::http::detail {

// What one receive or send brought.
struct Moved {
  enum class Outcome : std::uint8_t {
    some,     // `bytes` moved, and the socket may hold (or take) more.
    drained,  // `bytes` moved, maybe 0; the next edge of epoll tells when there is more to do.
    ended,    // The peer has sent its last byte. Only from `receive`.
    broken,   // The connection is gone.
  };
  Outcome outcome = Outcome::broken;
  std::size_t bytes = 0;
};

// Owns a non-blocking socket. One thread.
class Transport {
 public:
  Transport() = default;
  explicit Transport(int socket) : socket_(socket) {}
  Transport(Transport&& other) noexcept;
  Transport& operator=(Transport&& other) noexcept;
  ~Transport() { close(); }

  int socket() const { return socket_; }

  // One system call. A short read means that the socket was empty, which saves the call that would say so.
  Moved receive(char* into, std::size_t room);
  // One system call.
  Moved send(std::span<const iovec> pieces);
  // Tells the peer that nothing more will come; receiving goes on.
  void end_sending();
  void close();

 private:
  int socket_ = -1;
};

}  // namespace expediter::http::detail
