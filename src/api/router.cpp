#include "api/router.h"

#include <algorithm>

namespace expediter::api {

const Route* Match::find(http::Method method) const {
  if (method == http::Method::head) method = http::Method::get;
  for (const Route* route : methods)
    if (route->method == method) return route;
  return nullptr;
}

std::string Match::allow() const {
  std::string list;
  for (const Route* route : methods) {
    list.append(http::method_name(route->method)).append(", ");
    if (route->method == http::Method::get) list += "HEAD, ";
  }
  return list + "OPTIONS";
}

Router::Router(std::span<const Route> routes) {
  for (const Route& route : routes) {
    Segments segments;
    const std::size_t count = split(route.path, segments);
    for (std::string_view& segment : segments)
      if (segment.starts_with('{')) segment = {};
    const auto same = [&](const Path& path) {
      return path.segments == count && std::equal(segments.begin(), segments.end(), path.text.begin());
    };
    auto known = std::find_if(paths_.begin(), paths_.end(), same);
    if (known == paths_.end()) known = paths_.insert(paths_.end(), Path{count, segments, {}});
    known->methods.push_back(&route);
  }
  // A fixed segment goes before a value: /tickets/summary is not the ticket "summary".
  std::stable_sort(paths_.begin(), paths_.end(), [](const Path& a, const Path& b) {
    return std::count(a.text.begin(), a.text.end(), "") < std::count(b.text.begin(), b.text.end(), "");
  });
}

std::size_t Router::split(std::string_view path, Segments& out) {
  out.fill({});
  if (!path.starts_with('/')) return kMaxSegments + 1;
  std::size_t count = 0;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    if (count == kMaxSegments) return kMaxSegments + 1;
    out[count++] = path.substr(0, end);
    path.remove_prefix(end);
  }
  return count;
}

Match Router::match(std::string_view path) const {
  Segments segments;
  const std::size_t count = split(path, segments);
  for (const Path& candidate : paths_) {
    if (candidate.segments != count) continue;
    Match match;
    std::size_t values = 0;
    bool fits = true;
    for (std::size_t i = 0; i < count && fits; ++i) {
      if (!candidate.text[i].empty())
        fits = candidate.text[i] == segments[i];
      else if (segments[i].empty())
        fits = false;
      else
        match.values[values++] = segments[i];
    }
    if (!fits) continue;
    match.methods = candidate.methods;
    return match;
  }
  return {};
}

}  // namespace expediter::api
