// The only translation unit that sees Beast: its parser splits the head, the rules here are ours on top.
#include "http/head_parser.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <functional>

namespace expediter::http::detail {
namespace {

namespace beast = boost::beast;
using ErrorCode = beast::error_code;
using Text = beast::string_view;

std::string_view to_view(Text text) {
  return {text.data(), text.size()};
}

bool same_word(std::string_view text, std::string_view lower_case) {
  if (text.size() != lower_case.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] | 0x20) : text[i];
    if (c != lower_case[i]) return false;
  }
  return true;
}

// A Host is a name or address with an optional port: nothing that could pass for a path, a list or user data.
constexpr std::array<bool, 256> kHostBytes = [] {
  std::array<bool, 256> allowed{};
  for (std::size_t byte = 0x21; byte < 0x7f; ++byte) allowed[byte] = true;
  for (const char c : std::string_view("\"#,/<>?@\\^`{|}")) allowed[static_cast<unsigned char>(c)] = false;
  return allowed;
}();

bool is_host(std::string_view host) {
  return std::all_of(host.begin(), host.end(), [](unsigned char byte) { return kHostBytes[byte]; });
}

// Splits an origin-form, absolute-form or (for OPTIONS) asterisk-form target; false where it is none of them.
bool split_target(Request& request) {
  std::string_view rest = request.target;
  if (rest == "*") {
    request.path = rest;
    return request.method == Method::options;
  }
  if (rest.find('#') != std::string_view::npos) return false;
  if (rest.front() != '/') {
    const std::size_t scheme = rest.find("://");
    if (scheme == std::string_view::npos) return false;
    const std::string_view name = rest.substr(0, scheme);
    if (!same_word(name, "http") && !same_word(name, "https")) return false;
    rest.remove_prefix(scheme + 3);
    const std::size_t end = rest.find_first_of("/?");
    const std::string_view host = rest.substr(0, end);
    if (host.empty() || !is_host(host)) return false;
    rest = end == std::string_view::npos ? "/" : rest.substr(end);
  }
  const std::size_t mark = rest.find('?');
  request.path = rest.substr(0, mark);
  if (request.path.empty()) request.path = "/";  // http://host?query
  if (mark != std::string_view::npos) request.query = rest.substr(mark + 1);
  return true;
}

// Whether the request line is one but for a version that is not ours, as opposed to no request line at all.
bool names_a_version(std::string_view bytes) {
  const std::string_view line = bytes.substr(0, bytes.find("\r\n"));
  constexpr std::size_t kSize = std::string_view(" HTTP/1.1").size();
  if (line.size() < kSize || std::count(line.begin(), line.end(), ' ') != 2) return false;
  const std::string_view version = line.substr(line.size() - kSize);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return version.starts_with(" HTTP/") && is_digit(version[6]) && version[7] == '.' && is_digit(version[8]);
}

class Parser final : public beast::http::basic_parser<true> {
 public:
  Parser(Head& head, std::string_view bytes, const Limits& limits)
      : head_(head), bytes_(bytes), limits_(limits) {
    header_limit(static_cast<std::uint32_t>(limits.head_bytes));
    body_limit(boost::none);
  }

  HeadState run() {
    ErrorCode error;
    head_.size = put(boost::asio::buffer(bytes_.data(), bytes_.size()), error);
    if (refused_) return HeadState::refused;
    if (error == beast::http::error::need_more) return incomplete();
    if (error) return refuse(refusal_for(error));
    return is_header_done() ? finish() : incomplete();
  }

 private:
  bool line_done() const { return !head_.request.method_text.empty(); }

  Refusal refusal_for(ErrorCode error) const {
    if (error == beast::http::error::header_limit) {
      return line_done() ? Refusal::headers_too_large : Refusal::target_too_long;
    }
    if (error == beast::http::error::bad_version && names_a_version(bytes_)) return Refusal::version;
    return Refusal::bad_request;
  }

  HeadState refuse(Refusal why) {
    head_.refusal = why;
    refused_ = true;
    return HeadState::refused;
  }

  // Stops Beast from inside a callback; `run` reports what `refuse` noted.
  void refuse(Refusal why, ErrorCode& error) {
    refuse(why);
    error = beast::http::error::bad_value;
  }

  HeadState incomplete() {
    constexpr std::size_t kAroundTarget = 64;  // The method, the version and the blanks.
    if (!line_done() && bytes_.size() > limits_.target_bytes + kAroundTarget) {
      return refuse(Refusal::target_too_long);
    }
    return bytes_.size() >= limits_.head_bytes ? refuse(Refusal::headers_too_large) : HeadState::incomplete;
  }

  HeadState finish() {
    Request& request = head_.request;
    request.headers = {head_.headers.data(), count_};
    head_.keep_alive = keep_alive();
    head_.has_length = content_length().has_value();
    head_.content_length = head_.has_length ? *content_length() : 0;
    if (head_.size > limits_.head_bytes) return refuse(Refusal::headers_too_large);
    if (hosts_ > 1 || (hosts_ == 0 && !head_.minor_zero)) return refuse(Refusal::bad_request);
    if (coded_ && (head_.minor_zero || head_.has_length)) return refuse(Refusal::bad_request);
    if (coded_ && !head_.chunked) return refuse(Refusal::not_implemented);
    // HTTP/1.0 has no other way to say where a body ends; 1.1 without either header means an empty one.
    if (head_.minor_zero && !head_.has_length && may_need_body()) return refuse(Refusal::length_required);
    return HeadState::complete;
  }

  bool may_need_body() const {
    const Method method = head_.request.method;
    return method == Method::post || method == Method::put || method == Method::patch;
  }

  void on_request_impl(beast::http::verb, Text method, Text target, int version, ErrorCode& error) override {
    Request& request = head_.request;
    request.method_text = to_view(method);
    request.method = http::parse_method(request.method_text);
    request.target = to_view(target);
    head_.minor_zero = version == 10;
    if (request.target.size() > limits_.target_bytes) return refuse(Refusal::target_too_long, error);
    if (!split_target(request)) refuse(Refusal::bad_request, error);
  }

  // Beast joins folded lines silently, in a buffer of its own or by skipping the break before the value.
  bool is_folded(std::string_view name, std::string_view value) const {
    const std::less<const char*> before;
    if (before(value.data(), bytes_.data()) || before(bytes_.data() + bytes_.size(), value.data()))
      return true;
    const char* after_name = name.data() + name.size();
    const std::string_view gap(after_name, static_cast<std::size_t>(value.data() - after_name));
    return gap.size() > 2 && gap.find('\n') != std::string_view::npos;
  }

  void on_field_impl(beast::http::field field, Text name_text, Text value_text, ErrorCode& error) override {
    const std::string_view name = to_view(name_text);
    const std::string_view value = to_view(value_text);
    if (is_folded(name, value)) return refuse(Refusal::bad_request, error);
    if (count_ == kMaxHeaders) return refuse(Refusal::headers_too_large, error);
    head_.headers[count_++] = {name, value};
    if (field == beast::http::field::host) {
      ++hosts_;
      if (!is_host(value)) refuse(Refusal::bad_request, error);
    } else if (field == beast::http::field::transfer_encoding) {
      if (coded_) return refuse(Refusal::bad_request, error);
      coded_ = true;
      head_.chunked = same_word(value, "chunked");
    } else if (field == beast::http::field::expect) {
      head_.expect_continue = same_word(value, "100-continue");
    }
  }

  void on_response_impl(int, Text, int, ErrorCode&) override {}
  void on_header_impl(ErrorCode&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) override {}
  std::size_t on_body_impl(Text body, ErrorCode&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, Text, ErrorCode&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text body, ErrorCode&) override { return body.size(); }
  void on_finish_impl(ErrorCode&) override {}

  Head& head_;
  std::string_view bytes_;
  const Limits& limits_;
  std::size_t count_ = 0;
  unsigned hosts_ = 0;
  bool coded_ = false;  // A Transfer-Encoding header was there.
  bool refused_ = false;
};

}  // namespace

void Head::clear() {
  request = Request();
  size = 0;
  content_length = 0;
  has_length = chunked = keep_alive = minor_zero = expect_continue = false;
}

HeadState parse_head(std::string_view bytes, const Limits& limits, Head& head) {
  head.clear();
  // RFC 9112 2.2: forgive the empty line that some clients send after a body.
  constexpr std::size_t kForgiven = 8;
  std::size_t skipped = 0;
  while (bytes.substr(skipped, 2) == "\r\n") skipped += 2;
  if (skipped > kForgiven) {
    head.refusal = Refusal::bad_request;
    return HeadState::refused;
  }
  if (skipped == bytes.size()) return HeadState::incomplete;
  if (bytes.substr(skipped) == "\r") return HeadState::incomplete;
  const HeadState state = Parser(head, bytes.substr(skipped), limits).run();
  head.size += skipped;
  return state;
}

}  // namespace expediter::http::detail
