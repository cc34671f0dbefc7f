#pragma once
// Reads the head of a request (request line and header lines) from bytes. Pure: no I/O, no allocation.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/message.h"
#include "http/server.h"

namespace expediter::http::detail {

constexpr std::size_t kMaxHeaders = 100;  // More are refused with 431.

// What a head says. Views point into the bytes it was parsed from; `request.headers` into `headers`.
struct Head {
  Request request;
  std::size_t size = 0;  // Bytes from the first of the request line to the last of the empty line.
  std::uint64_t content_length = 0;
  bool has_length = false;
  bool chunked = false;
  bool keep_alive = false;
  bool minor_zero = false;  // HTTP/1.0.
  bool expect_continue = false;
  Refusal refusal = Refusal::bad_request;  // Why, where `parse_head` says refused.
  std::array<Header, kMaxHeaders> headers;

  void clear();
};

enum class HeadState : std::uint8_t { incomplete, complete, refused };

// Parses the head at the start of `bytes`. `head` is overwritten; where the answer is refused or incomplete
// it holds what was understood before that. Stricter than what RFC 9112 lets a server forgive: bare line
// feeds, folded lines, white space before a colon, two Hosts, an unknown transfer coding and Content-Length
// beside Transfer-Encoding are all refused, since each is a way for two programs to read two different
// requests.
HeadState parse_head(std::string_view bytes, const Limits& limits, Head& head);

}  // namespace expediter::http::detail
