#pragma once
// What travels through the server: a parsed request and the response to it, both plain values.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "http/address.h"

namespace expediter::http {

enum class Method : std::uint8_t { get, head, post, put, patch, del, options, other };

// The method's name as it stands in a request line; "" for `other`.
std::string_view method_name(Method method);

// The method of that name; `other` where it is none of ours. Method names know upper and lower case.
Method parse_method(std::string_view name);

struct Header {
  std::string_view name;   // As sent; compare without regard to case.
  std::string_view value;  // Without the white space around it.
};

// One request. Every view points into the connection's buffer and lives until the handler returns or,
// where it kept the exchange for later, no longer than that call: copy what must outlive it.
struct Request {
  Method method = Method::other;
  std::string_view method_text;
  std::string_view target;  // As sent: visible ASCII or bytes from 0x80 up, no '#'.
  // The target before '?', still percent-encoded, without ServerOptions::base_path. Begins with '/', or is
  // "*".
  std::string_view path;
  std::string_view query;  // The target behind '?', still percent-encoded; "" where there is none.
  std::span<const Header> headers;
  std::string_view body;
  std::string_view id;  // Unique to this request; also sent back as X-Request-Id.
  // The client's address, without the port: the connection's, or what a trusted proxy tells of it.
  std::string_view peer;
  Address address;      // The same as a number.
  bool secure = false;  // Came over TLS, to us or to that proxy.

  // The value of the first header of that name (any case); "" where absent.
  std::string_view header(std::string_view name) const;
  bool has_header(std::string_view name) const;
  // Takes `base` off the path where it begins with it; "/" is left of the base alone.
  void leave_base(std::string_view base);
};

// What a browser may do with an answer that is data: show it, and nothing else.
inline constexpr std::string_view kNoContent = "default-src 'none'; frame-ancestors 'none'";

// The response to one request. The server adds Date, Content-Length, X-Request-Id, what ServerOptions
// says of every answer and, where due, Connection.
// Strings keep their capacity from one request to the next: append to them, do not replace them.
struct Response {
  int status = 200;
  std::string_view content_type = "application/json";  // A literal: outlives the response. "" sends none.
  std::string_view content_policy = kNoContent;        // Content-Security-Policy; a literal.
  std::string headers;                                 // Further header lines, each ended by "\r\n".
  std::string
      location;  // A path of this server for Location, without ServerOptions::base_path; "" sends none.
  std::string body;
  std::string_view static_body;  // Sent instead of `body` where not empty: bytes that outlive the server.
  bool close = false;            // End the connection after this response.
  // Let go when the system has taken the last byte of the body, or the connection has ended: for who has to
  // know how much waits for its client. With a body of a few kilobytes at once: it is copied.
  std::shared_ptr<void> until_sent;

  void clear();
  // Control characters in `value` become spaces, so that no value can add a line of its own.
  void add_header(std::string_view name, std::string_view value);
};

}  // namespace expediter::http
