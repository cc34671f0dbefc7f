#pragma once
// The page's files as they were built into this program; none where it was built without the page.

#include <span>

#include "http/static_files.h"

namespace expediter::app {

std::span<const http::StaticFile> page_files();

}  // namespace expediter::app
