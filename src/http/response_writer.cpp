#include "http/response_writer.h"

#include <charconv>
#include <cstring>

namespace expediter::http::detail {
namespace {

std::string_view status_line(int status) {
  switch (status) {
    case 200:
      return "HTTP/1.1 200 OK\r\n";
    case 201:
      return "HTTP/1.1 201 Created\r\n";
    case 202:
      return "HTTP/1.1 202 Accepted\r\n";
    case 204:
      return "HTTP/1.1 204 No Content\r\n";
    case 301:
      return "HTTP/1.1 301 Moved Permanently\r\n";
    case 302:
      return "HTTP/1.1 302 Found\r\n";
    case 303:
      return "HTTP/1.1 303 See Other\r\n";
    case 304:
      return "HTTP/1.1 304 Not Modified\r\n";
    case 307:
      return "HTTP/1.1 307 Temporary Redirect\r\n";
    case 308:
      return "HTTP/1.1 308 Permanent Redirect\r\n";
    case 400:
      return "HTTP/1.1 400 Bad Request\r\n";
    case 401:
      return "HTTP/1.1 401 Unauthorized\r\n";
    case 403:
      return "HTTP/1.1 403 Forbidden\r\n";
    case 404:
      return "HTTP/1.1 404 Not Found\r\n";
    case 405:
      return "HTTP/1.1 405 Method Not Allowed\r\n";
    case 406:
      return "HTTP/1.1 406 Not Acceptable\r\n";
    case 408:
      return "HTTP/1.1 408 Request Timeout\r\n";
    case 409:
      return "HTTP/1.1 409 Conflict\r\n";
    case 411:
      return "HTTP/1.1 411 Length Required\r\n";
    case 412:
      return "HTTP/1.1 412 Precondition Failed\r\n";
    case 413:
      return "HTTP/1.1 413 Content Too Large\r\n";
    case 414:
      return "HTTP/1.1 414 URI Too Long\r\n";
    case 415:
      return "HTTP/1.1 415 Unsupported Media Type\r\n";
    case 422:
      return "HTTP/1.1 422 Unprocessable Content\r\n";
    case 429:
      return "HTTP/1.1 429 Too Many Requests\r\n";
    case 431:
      return "HTTP/1.1 431 Request Header Fields Too Large\r\n";
    case 500:
      return "HTTP/1.1 500 Internal Server Error\r\n";
    case 501:
      return "HTTP/1.1 501 Not Implemented\r\n";
    case 503:
      return "HTTP/1.1 503 Service Unavailable\r\n";
    case 505:
      return "HTTP/1.1 505 HTTP Version Not Supported\r\n";
    default:
      return {};
  }
}

// Writes without checks into room that was made before: the callers know how much they write.
class Pen {
 public:
  explicit Pen(char* at) : at_(at) {}
  void text(std::string_view text) {
    std::memcpy(at_, text.data(), text.size());
    at_ += text.size();
  }
  void number(std::uint64_t value) { at_ = std::to_chars(at_, at_ + 20, value).ptr; }
  char* at() const { return at_; }

 private:
  char* at_;
};

void two_digits(char* at, int value) {
  at[0] = static_cast<char>('0' + value / 10);
  at[1] = static_cast<char>('0' + value % 10);
}

// The eight hexadecimal digits of `value`, one a byte, in whatever order the machine keeps bytes in.
std::uint64_t hexadecimal(std::uint32_t value) {
  std::uint64_t digits = value;
  digits = (digits | (digits << 16)) & 0x0000ffff0000ffffU;
  digits = (digits | (digits << 8)) & 0x00ff00ff00ff00ffU;
  digits = (digits | (digits << 4)) & 0x0f0f0f0f0f0f0f0fU;
  const std::uint64_t letters = ((digits + 0x0606060606060606U) >> 4) & 0x0101010101010101U;
  return digits + 0x3030303030303030U + letters * ('a' - '0' - 10);
}

}  // namespace

bool is_bodiless(int status) {
  return status == 204 || status == 304 || status < 200;
}

void ResponseWriter::set_time(std::time_t now) {
  if (now == now_) return;
  now_ = now;
  std::tm when{};
  ::gmtime_r(&now, &when);
  // Not strftime: the names must not follow the process's locale.
  static constexpr std::string_view kDays = "SunMonTueWedThuFriSat";
  static constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  std::memcpy(date_.data(), "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", date_.size());
  std::memcpy(&date_[6], &kDays[std::size_t{3} * when.tm_wday], 3);
  two_digits(&date_[11], when.tm_mday);
  std::memcpy(&date_[14], &kMonths[std::size_t{3} * when.tm_mon], 3);
  two_digits(&date_[18], (when.tm_year + 1900) / 100);
  two_digits(&date_[20], when.tm_year % 100);
  two_digits(&date_[23], when.tm_hour);
  two_digits(&date_[26], when.tm_min);
  two_digits(&date_[29], when.tm_sec);
}

void ResponseWriter::write_head(const Response& response, std::size_t body_bytes, std::string_view id,
                                HeadNeeds needs, Bytes& out) const {
  constexpr std::size_t kFixed = 352;  // More than all names, the date, the numbers and the longest status.
  const std::string_view always = needs.secure ? lines_.secure : lines_.plain;
  Pen pen(out.room(kFixed + always.size() + response.content_policy.size() + response.content_type.size() +
                   response.headers.size() + lines_.base_path.size() + response.location.size() + id.size()));
  char* const start = pen.at();
  if (const std::string_view line = status_line(response.status); !line.empty()) {
    pen.text(line);
  } else {
    pen.text("HTTP/1.1 ");
    pen.number(static_cast<std::uint64_t>(response.status));
    pen.text(" \r\n");
  }
  pen.text({date_.data(), date_.size()});
  if (!is_bodiless(response.status)) {
    if (!response.content_type.empty()) {
      pen.text("Content-Type: ");
      pen.text(response.content_type);
      pen.text("\r\n");
    }
    pen.text("Content-Length: ");
    pen.number(body_bytes);
    pen.text("\r\n");
  }
  pen.text("X-Request-Id: ");
  pen.text(id);
  pen.text("\r\n");
  if (needs.close) {
    pen.text("Connection: close\r\n");
  } else if (needs.say_keep_alive) {
    pen.text("Connection: keep-alive\r\n");
  }
  if (!response.location.empty()) {
    pen.text("Location: ");
    pen.text(lines_.base_path);
    pen.text(response.location);
    pen.text("\r\n");
  }
  pen.text(always);
  pen.text("Content-Security-Policy: ");
  pen.text(response.content_policy);
  pen.text("\r\n");
  pen.text(response.headers);
  pen.text("\r\n");
  out.grew(static_cast<std::size_t>(pen.at() - start));
}

void RequestIds::next(Text& id) {
  // SplitMix64: a bijection of the counter, so that no two ids are alike and none shows the count.
  std::uint64_t mixed = (next_++) * 0x9e3779b97f4a7c15U;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
  mixed ^= mixed >> 31;
  const std::uint64_t high = hexadecimal(static_cast<std::uint32_t>(mixed >> 32));
  const std::uint64_t low = hexadecimal(static_cast<std::uint32_t>(mixed));
  std::memcpy(id.data(), &high, sizeof high);
  std::memcpy(id.data() + sizeof high, &low, sizeof low);
}

}  // namespace expediter::http::detail
