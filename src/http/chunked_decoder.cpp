#include "http/chunked_decoder.h"

#include <algorithm>
#include <cstring>

namespace expediter::http::detail {
namespace {

// Size line and extensions of one chunk, or all trailers: more serves only to keep a server busy.
constexpr std::size_t kMaxOverhead = 4096;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_text(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 0x20 && byte != 0x7f) || byte == '\t';
}

}  // namespace

void ChunkedDecoder::start(std::size_t offset, std::size_t limit) {
  *this = ChunkedDecoder();
  read_ = write_ = offset;
  limit_ = offset + limit;
}

BodyState ChunkedDecoder::refuse(Refusal why) {
  refusal_ = why;
  return BodyState::refused;
}

// A digit of the chunk size, or what ends it.
bool ChunkedDecoder::take_size(char c) {
  const int digit = hex_value(c);
  if (digit >= 0) {
    constexpr unsigned kMaxDigits = 15;  // Far above every limit and still without overflow.
    left_ = left_ * 16 + static_cast<unsigned>(digit);
    return ++digits_ <= kMaxDigits;
  }
  step_ = c == '\r' ? Step::size_end : Step::extension;
  return digits_ > 0 && (c == '\r' || c == ';' || c == ' ' || c == '\t');
}

// One byte outside chunk data; false where it must not stand there.
bool ChunkedDecoder::take_framing(char c) {
  switch (step_) {
    case Step::size:
      return take_size(c);
    case Step::extension:
      if (c == '\r') step_ = Step::size_end;
      return c == '\r' || is_text(c);
    case Step::size_end:
      step_ = left_ == 0 ? Step::line : Step::data;
      return c == '\n';
    case Step::data_end:
      step_ = Step::data_end_lf;
      return c == '\r';
    case Step::data_end_lf:
      step_ = Step::size;
      digits_ = 0;
      return c == '\n';
    case Step::line:
      step_ = c == '\r' ? Step::last_lf : Step::trailer;
      return c == '\r' || (is_text(c) && c != ' ' && c != '\t');
    case Step::trailer:
      if (c == '\r') step_ = Step::line_end;
      return c == '\r' || is_text(c);
    case Step::line_end:
      step_ = Step::line;
      return c == '\n';
    case Step::last_lf:
      step_ = Step::done;
      return c == '\n';
    case Step::data:
    case Step::done:
      break;
  }
  return false;
}

BodyState ChunkedDecoder::decode(char* bytes, std::size_t size) {
  while (step_ != Step::done) {
    if (read_ == size) return BodyState::incomplete;
    if (step_ != Step::data) {
      if (++overhead_ > kMaxOverhead || !take_framing(bytes[read_])) return refuse(Refusal::bad_request);
      ++read_;
      if (step_ == Step::data && left_ > limit_ - write_) return refuse(Refusal::body_too_large);
      continue;
    }
    const auto piece = static_cast<std::size_t>(std::min<std::uint64_t>(left_, size - read_));
    std::memmove(bytes + write_, bytes + read_, piece);
    write_ += piece;
    read_ += piece;
    left_ -= piece;
    overhead_ = 0;
    if (left_ == 0) step_ = Step::data_end;
  }
  return BodyState::complete;
}

}  // namespace expediter::http::detail
