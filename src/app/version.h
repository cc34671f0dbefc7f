#pragma once
// What this program was built from.

#include <string_view>

namespace expediter::app {

struct Version {
  std::string_view number;  // `0.1.0`
  std::string_view
      commit;  // As `git describe` told when the build was configured; "" where that was unknown.
  std::string_view compiler;  // `g++ 12.2.0`
};

Version this_version();

}  // namespace expediter::app
