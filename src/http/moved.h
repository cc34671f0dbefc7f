#pragma once
// What one receive or send brought.

#include <cstddef>
#include <cstdint>

namespace expediter::http::detail {

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

}  // namespace expediter::http::detail
