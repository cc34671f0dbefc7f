#include "http/message.h"

#include <algorithm>
#include <array>

namespace expediter::http {
namespace {

constexpr std::array<std::string_view, 8> kMethodNames = {"GET",   "HEAD",   "POST",    "PUT",
                                                          "PATCH", "DELETE", "OPTIONS", ""};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

const Header* find_header(std::span<const Header> headers, std::string_view name) {
  for (const Header& header : headers) {
    if (same_name(header.name, name)) return &header;
  }
  return nullptr;
}

}  // namespace

std::string_view method_name(Method method) {
  return kMethodNames[static_cast<std::size_t>(method)];
}

Method parse_method(std::string_view name) {
  for (std::size_t i = 0; i + 1 < kMethodNames.size(); ++i) {
    if (kMethodNames[i] == name) return static_cast<Method>(i);
  }
  return Method::other;
}

std::string_view Request::header(std::string_view name) const {
  const Header* found = find_header(headers, name);
  return found != nullptr ? found->value : std::string_view();
}

bool Request::has_header(std::string_view name) const {
  return find_header(headers, name) != nullptr;
}

void Request::leave_base(std::string_view base) {
  if (base.empty() || !path.starts_with(base)) return;
  const std::string_view rest = path.substr(base.size());
  if (rest.empty())
    path = "/";
  else if (rest.front() == '/')
    path = rest;
}

void Response::clear() {
  status = 200;
  content_type = "application/json";
  content_policy = kNoContent;
  headers.clear();
  location.clear();
  body.clear();
  static_body = {};
  close = false;
  until_sent.reset();
}

void Response::add_header(std::string_view name, std::string_view value) {
  headers.append(name).append(": ");
  const std::size_t start = headers.size();
  headers.append(value);
  std::replace_if(
      headers.begin() + static_cast<std::ptrdiff_t>(start), headers.end(),
      [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  headers.append("\r\n");
}

}  // namespace expediter::http
