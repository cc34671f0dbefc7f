#pragma once
// The page's files as they were built into this program; none where it was built without the page.

#include <array>
#include <span>
#include <string_view>

#include "http/static_files.h"

namespace expediter::app {

std::span<const http::StaticFile> page_files();

// The page's own addresses, as http::StaticFiles takes them: those of web/src/shared/paths.ts. Whoever opens
// one is given the page, which shows what stands there. A tidy test compares the two.
inline constexpr std::array<std::string_view, 14> kPageAddresses{"/tickets",
                                                                 "/tickets/*",
                                                                 "/board",
                                                                 "/calendar",
                                                                 "/dashboard",
                                                                 "/administration/users",
                                                                 "/administration/roles",
                                                                 "/administration/tokens",
                                                                 "/administration/purchase-orders",
                                                                 "/account",
                                                                 "/account/tokens",
                                                                 "/administration/audit-log",
                                                                 "/docs",
                                                                 "/reset-password"};

}  // namespace expediter::app
