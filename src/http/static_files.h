#pragma once
// Files that are served as they are: the page, compiled into the program.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "http/message.h"

namespace expediter::http {

// One file. All views outlive the server.
struct StaticFile {
  std::string_view path;  // "/index.html"
  std::string_view plain;
  std::string_view gzip;  // The same, compressed; "" where that was not worth it.
  std::string_view brotli;
};

// Immutable after construction; safe from any thread.
class StaticFiles {
 public:
  // `base_path`: ServerOptions::base_path; the page is told of it. `own`: the page's addresses beside "/",
  // which outlive this; a segment `*` stands for any one segment.
  StaticFiles(std::span<const StaticFile> files, std::string_view base_path,
              std::span<const std::string_view> own);

  bool empty() const { return files_.empty(); }
  // Answers a GET (or HEAD) of a path: with the file, compressed as the client accepts, or 304. The page's
  // own addresses get /index.html. Returns false for anything else. Throws not_acceptable where the page is
  // asked for by who does not accept HTML: a script that took a wrong address shall not take it for an
  // answer. Files below /assets/ carry a digest in their names and may be kept for ever.
  bool serve(const Request& request, Response& response) const;

 private:
  struct Known {
    StaticFile file;
    std::string tag;
    std::string_view content_type;
  };
  const Known* find(std::string_view path) const;
  bool is_own(std::string_view path) const;
  std::span<const std::string_view> own_;
  std::unordered_map<std::string_view, Known> files_;
  std::string placed_;  // index.html as it is served below a base path.
};

}  // namespace expediter::http
