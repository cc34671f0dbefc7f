#pragma once
// Whether a database is whole: the engine's own checks, and that what is kept twice says the same twice.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/connection.h"

namespace expediter::store {

// Looks at one moment of the database, which is not changed; takes minutes on millions of tickets. `step` is
// told what is looked at next: "totals". Returns what is wrong, a sentence each; none where all is well. At
// most `kMaxFindings` of a kind are listed.
inline constexpr int kMaxFindings = 10;
std::vector<std::string> find_damage(sql::Connection& connection,
                                     const std::function<void(std::string_view)>& step);

// The first part of that, without which the rest means nothing: the engine's own check of the file.
std::vector<std::string> find_broken_structures(sql::Connection& connection,
                                                const std::function<void(std::string_view)>& step);

}  // namespace expediter::store
