#include "http/content_coding.h"

#include <zlib.h>

#include <algorithm>

#include "base/check.h"

namespace expediter::http {

namespace {

// zlib's own numbers: the largest window, and a gzip header around it.
constexpr int kGzip = MAX_WBITS + 16;

// zlib does not change what it reads, but does not say so.
Bytef* bytes_of(const char* text) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(text));
}

class Inflater {
 public:
  explicit Inflater(std::string_view packed) {
    stream_.next_in = bytes_of(packed.data());
    stream_.avail_in = static_cast<uInt>(packed.size());
    CHECK(inflateInit2(&stream_, kGzip) == Z_OK);
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Fills `out` from `at`; moves `at` behind what came. zlib's answer.
  int fill(std::string& out, std::size_t& at) {
    stream_.next_out = bytes_of(out.data() + at);
    stream_.avail_out = static_cast<uInt>(out.size() - at);
    const int result = inflate(&stream_, Z_NO_FLUSH);
    at = out.size() - stream_.avail_out;
    return result;
  }
  bool begin_next_member() { return inflateReset(&stream_) == Z_OK; }
  bool is_at_end() const { return stream_.avail_in == 0; }

 private:
  z_stream stream_{};
};

}  // namespace

Unpacked gunzip(std::string_view packed, std::size_t limit) {
  using Outcome = Unpacked::Outcome;
  constexpr std::size_t kFirst = std::size_t{16} * 1024;
  Inflater inflater{packed};
  Unpacked unpacked;
  std::string& out = unpacked.text;
  std::size_t at = 0;
  while (true) {
    // One byte more than may come tells whether more would.
    if (at == out.size()) out.resize(std::min(std::max(kFirst, at * 2), limit + 1));
    const int result = inflater.fill(out, at);
    if (at > limit) return {Outcome::too_large, {}};
    if (result == Z_STREAM_END) {
      if (inflater.is_at_end()) break;
      if (!inflater.begin_next_member()) return {Outcome::malformed, {}};
    } else if (result != Z_OK && !(result == Z_BUF_ERROR && !inflater.is_at_end())) {
      return {Outcome::malformed, {}};
    } else if (inflater.is_at_end() && at < out.size()) {
      return {Outcome::malformed, {}};  // Cut off.
    }
  }
  out.resize(at);
  return unpacked;
}

std::string gzip(std::string_view text) {
  constexpr int kQuick = 1;
  constexpr int kMemory = 8;
  z_stream stream{};
  CHECK(deflateInit2(&stream, kQuick, Z_DEFLATED, kGzip, kMemory, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = bytes_of(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = bytes_of(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  CHECK(result == Z_STREAM_END);
  return out;
}

}  // namespace expediter::http
