#include "app/version.h"

namespace expediter::app {

Version this_version() {
  return {.number = EXPEDITER_VERSION, .commit = EXPEDITER_COMMIT, .compiler = "g++ " __VERSION__};
}

}  // namespace expediter::app
