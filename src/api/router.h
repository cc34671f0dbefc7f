#pragma once
// Finding a request's route.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/route.h"

namespace expediter::api {

// The rows that share a path, and the values in it.
struct Match {
  std::span<const Route* const> methods;  // Empty: no such path.
  std::array<std::string_view, 2> values{};

  // The row for a method (HEAD as GET); null where the path has none.
  const Route* find(http::Method method) const;
  // "GET, HEAD, POST, OPTIONS".
  std::string allow() const;
};

// Immutable after construction.
class Router {
 public:
  explicit Router(std::span<const Route> routes);
  Match match(std::string_view path) const;

 private:
  static constexpr std::size_t kMaxSegments = 6;
  using Segments = std::array<std::string_view, kMaxSegments>;
  struct Path {
    std::size_t segments;
    Segments text;  // "" where there is a value.
    std::vector<const Route*> methods;
  };
  // The number of segments; more than kMaxSegments where there are too many.
  static std::size_t split(std::string_view path, Segments& out);
  std::vector<Path> paths_;
};

}  // namespace expediter::api
