#pragma once
// Takes a chunked body apart in place: chunk data moves down to stand in one piece, framing disappears.

#include <cstddef>
#include <cstdint>

#include "http/server.h"

namespace expediter::http::detail {

enum class BodyState : std::uint8_t { incomplete, complete, refused };

// One body. Offsets count from the start of the buffer that `decode` is given, which may move between calls.
// Chunk extensions and trailers are checked for their form and dropped.
class ChunkedDecoder {
 public:
  // A body that begins at `offset` and may hold `limit` bytes.
  void start(std::size_t offset, std::size_t limit);

  // Goes on decoding `bytes[0 … size)`. Cost is linear in what is new.
  BodyState decode(char* bytes, std::size_t size);

  std::size_t body_end() const { return write_; }  // The body is [offset, body_end).
  std::size_t read() const { return read_; }       // The first byte that is not decoded yet.
  // Tells that the caller closed the gap between `body_end` and `read`.
  void gap_closed() { read_ = write_; }
  Refusal refusal() const { return refusal_; }

 private:
  enum class Step : std::uint8_t {
    size,
    extension,
    size_end,
    data,
    data_end,
    data_end_lf,
    line,
    trailer,
    line_end,
    last_lf,
    done
  };

  BodyState refuse(Refusal why);
  bool take_size(char c);
  bool take_framing(char c);

  std::size_t read_ = 0;
  std::size_t write_ = 0;
  std::size_t limit_ = 0;     // Where `write_` may not pass.
  std::uint64_t left_ = 0;    // Of the chunk's size being read, then of its data.
  std::size_t overhead_ = 0;  // Framing bytes since the last data.
  unsigned digits_ = 0;
  Step step_ = Step::size;
  Refusal refusal_ = Refusal::bad_request;
};

}  // namespace expediter::http::detail
