#pragma once
// `expediter version`: what this program is and what it was built from.

#include "app/command.h"

namespace expediter::app {

Command version_command();

}  // namespace expediter::app
