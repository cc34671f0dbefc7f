#pragma once
// Writes response heads, with the Date of the second, and hands out request ids.

#include <array>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

#include "http/bytes.h"
#include "http/message.h"

namespace expediter::http::detail {

// Header lines that every answer has: in plain text, and over TLS.
struct AnswerLines {
  std::string plain;
  std::string secure;
  std::string base_path = {};  // What Location begins with.
};

// What the request and the state of its connection ask of the head.
struct HeadNeeds {
  bool close = false;
  bool say_keep_alive = false;  // HTTP/1.0 closes unless told otherwise.
  bool secure = false;
};

// One loop's. Not shared between threads.
class ResponseWriter {
 public:
  // `lines` outlive it.
  explicit ResponseWriter(const AnswerLines& lines) : lines_(lines) {}
  std::string_view base_path() const { return lines_.base_path; }
  // Renders the Date header where the second is another than last time.
  void set_time(std::time_t now);
  // Appends the status line and all header lines, the empty one included.
  void write_head(const Response& response, std::size_t body_bytes, std::string_view id, HeadNeeds needs,
                  Bytes& out) const;

 private:
  const AnswerLines& lines_;
  std::time_t now_ = -1;
  std::array<char, 37> date_{};  // "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
};

// Sixteen hexadecimal digits, never the same twice from the loops of one process.
class RequestIds {
 public:
  using Text = std::array<char, 16>;
  // `seed` is random and common to the loops of a server; each loop counts in a range of its own.
  RequestIds(std::uint64_t seed, unsigned loop) : next_(seed + (std::uint64_t{loop} << 48)) {}
  void next(Text& id);

 private:
  std::uint64_t next_;
};

// A status that never has a body, whatever the handler put there.
bool is_bodiless(int status);

}  // namespace expediter::http::detail
