#pragma once
// Which other origins' pages may use the API from a browser. Without any, browsers keep all others out.

#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace expediter::api {

// Immutable after construction; safe from any thread.
class Cors {
 public:
  // Each `scheme://host[:port]`, as browsers send it. No wildcard: credentials go with every answer.
  explicit Cors(std::vector<std::string> origins) : origins_(std::move(origins)) {}

  bool is_off() const { return origins_.empty(); }
  // Whether a page of one of our origins asks.
  bool admits(const http::Request& request) const;
  // The header lines that every answer to `request` must have: that it depends on the origin, and where that
  // is one of ours, that its page may read it.
  std::string lines_for(const http::Request& request) const;
  // Those that the answer to a preflight of one of our origins has besides; `methods` as in Allow.
  std::string preflight_lines(const http::Request& request, std::string_view methods) const;

 private:
  bool admits(std::string_view origin) const;
  std::vector<std::string> origins_;
};

}  // namespace expediter::api
