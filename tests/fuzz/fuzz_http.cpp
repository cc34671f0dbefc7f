#include <algorithm>
#include <string>

#include "base/check.h"
#include "fuzz/targets.h"
#include "http/chunked_decoder.h"
#include "http/head_parser.h"

namespace expediter::tests {

namespace {

using http::detail::BodyState;
using http::detail::ChunkedDecoder;
using http::detail::Head;
using http::detail::HeadState;

constexpr std::size_t kBodyLimit = 4096;

bool lies_in(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

// What a decoder says of a body that arrives in pieces of `piece` bytes.
struct Decoded {
  BodyState state = BodyState::incomplete;
  std::string body;
};

Decoded decode(std::string bytes, std::size_t piece) {
  ChunkedDecoder decoder;
  decoder.start(0, kBodyLimit);
  Decoded decoded;
  for (std::size_t size = 0; decoded.state == BodyState::incomplete && size < bytes.size();) {
    size = std::min(bytes.size(), size + piece);
    decoded.state = decoder.decode(bytes.data(), size);
    CHECK(decoder.body_end() <= decoder.read() && decoder.read() <= size);
  }
  decoded.body = bytes.substr(0, decoder.body_end());
  return decoded;
}

// However a body is cut, it says the same.
void check_chunks(std::string_view bytes) {
  if (bytes.empty()) return;
  const Decoded at_once = decode(std::string{bytes}, bytes.size());
  const Decoded in_bytes = decode(std::string{bytes}, 1);
  CHECK(at_once.state == in_bytes.state);
  if (at_once.state == BodyState::complete) CHECK(at_once.body == in_bytes.body);
  CHECK(at_once.body.size() <= kBodyLimit);
}

}  // namespace

void fuzz_http(std::string_view bytes) {
  const http::Limits limits;
  Head head;
  const HeadState state = parse_head(bytes, limits, head);
  if (state != HeadState::complete) return check_chunks(bytes);
  CHECK(head.size <= bytes.size());
  CHECK(!(head.chunked && head.has_length));
  // The path of http://host is not in the bytes.
  CHECK(lies_in(head.request.path, bytes) || head.request.path == "/");
  CHECK(lies_in(head.request.query, bytes));
  for (const http::Header& header : head.request.headers)
    CHECK(lies_in(header.name, bytes) && lies_in(header.value, bytes));
  // A head ends where it ends: one byte less is not a whole one, and what follows changes nothing.
  Head again;
  CHECK(parse_head(bytes.substr(0, head.size), limits, again) == HeadState::complete);
  CHECK(again.size == head.size && again.request.path == head.request.path);
  CHECK(parse_head(bytes.substr(0, head.size - 1), limits, again) == HeadState::incomplete);
  check_chunks(bytes.substr(head.size));
}

}  // namespace expediter::tests
