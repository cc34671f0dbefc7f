#include "http/static_files.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/entity_tags.h"
#include "base/error.h"
#include "base/random.h"
#include "http/preferences.h"

namespace expediter::http {

namespace {

// Scripts, styles, images and fonts come from here alone, and nothing that is written into a page runs.
// Component kits place elements by style attributes: styles may be inline, scripts may not.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

std::string_view extension_of(std::string_view path) {
  const std::size_t name = path.rfind('/') + 1;
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos || dot < name ? std::string_view{} : path.substr(dot);
}

std::string_view content_type_of(std::string_view path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kTypes{{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".txt", "text/plain; charset=utf-8"},
  }};
  for (const auto& [extension, type] : kTypes)
    if (extension == extension_of(path)) return type;
  return "application/octet-stream";
}

// The page as it is built names its files, and its own place, by paths from the root: attributes that begin
// with a slash. What it loads later is found from where its scripts are.
std::string place_below(std::string_view base_path, std::string_view page) {
  constexpr std::string_view kFromRoot = "=\"/";
  std::string out;
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t found = std::min(page.find(kFromRoot, at), page.size());
    out.append(page.substr(at, found - at));
    if (found < page.size()) out.append("=\"").append(base_path).append("/");
    at = found + kFromRoot.size();
  }
  return out;
}

// Takes the first segment off a path that begins with a slash.
std::string_view take_segment(std::string_view& path) {
  const std::size_t end = std::min(path.find('/', 1), path.size());
  const std::string_view segment = path.substr(1, end - 1);
  path.remove_prefix(end);
  return segment;
}

bool fits(std::string_view path, std::string_view pattern) {
  while (!path.empty() && !pattern.empty()) {
    const std::string_view segment = take_segment(path);
    const std::string_view wanted = take_segment(pattern);
    if (wanted == "*" ? segment.empty() : segment != wanted) return false;
  }
  return path.empty() && pattern.empty();
}

}  // namespace

StaticFiles::StaticFiles(std::span<const StaticFile> files, std::string_view base_path,
                         std::span<const std::string_view> own)
    : own_(own) {
  for (StaticFile file : files) {
    if (file.path == "/index.html" && !base_path.empty()) {
      placed_ = place_below(base_path, file.plain);
      file = {file.path, placed_, {}, {}};
    }
    files_.emplace(file.path, Known{file, base::content_tag(file.plain), content_type_of(file.path)});
  }
}

const StaticFiles::Known* StaticFiles::find(std::string_view path) const {
  auto known = files_.find(path);
  if (known == files_.end() && is_own(path)) known = files_.find("/index.html");
  return known == files_.end() ? nullptr : &known->second;
}

bool StaticFiles::is_own(std::string_view path) const {
  if (path == "/") return true;
  if (path.ends_with('/')) path.remove_suffix(1);  // As the page itself takes it.
  return std::ranges::any_of(own_, [&](std::string_view pattern) { return fits(path, pattern); });
}

bool StaticFiles::serve(const Request& request, Response& response) const {
  if (request.method != Method::get && request.method != Method::head) return false;
  const Known* known = find(request.path);
  if (known == nullptr) return false;
  const bool is_page = known->content_type.starts_with("text/html");
  if (is_page && !accepts_type(request.header("Accept"), "text/html"))
    throw base::Error{base::ErrorCode::not_acceptable, "Only text/html is served here."};
  const bool immutable = known->file.path.starts_with("/assets/");
  response.add_header("Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
  response.add_header("Vary", "Accept-Encoding");
  if (is_page) {
    response.content_policy = kPolicy;
    response.add_header("Cross-Origin-Opener-Policy", "same-origin");
  }
  response.headers.append("ETag: \"").append(known->tag).append("\"\r\n");
  if (base::names_tag(request.header("If-None-Match"), known->tag)) {
    response.status = 304;
    response.content_type = "";
    return true;
  }
  response.content_type = known->content_type;
  response.static_body = known->file.plain;
  const std::string_view accepted = request.header("Accept-Encoding");
  if (!known->file.brotli.empty() && accepts_coding(accepted, "br")) {
    response.static_body = known->file.brotli;
    response.add_header("Content-Encoding", "br");
  } else if (!known->file.gzip.empty() && accepts_coding(accepted, "gzip")) {
    response.static_body = known->file.gzip;
    response.add_header("Content-Encoding", "gzip");
  }
  return true;
}

}  // namespace expediter::http
