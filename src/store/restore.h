#pragma once
// A backup in the place of a database.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "store/backup.h"

namespace expediter::store {

struct RestoreSteps {
  std::function<void(int done, int total)> progress;  // Of the copying, in pages.
  std::function<void(std::string_view)> step;         // What is looked at then: "totals".
  // Is given the checked copy's path, and throws to refuse it.
  std::function<void(const std::string& copy)> accept;
};

// Puts a copy of `backup` in the place of `file`: brought up to date, checked, with an incarnation of its
// own, and without the log that belonged to what was there. The caller holds the directory's lock. Until the
// copy is whole nothing is changed, then it takes the place at one stroke; a stop in between is made good by
// the next Opening. Returns where the old database lies now, with its log; empty where there was none. Throws
// DamagedCopy, base::Error, std::runtime_error for a backup of a newer program, std::system_error.
std::optional<std::string> restore_database(const std::string& backup, const std::string& file,
                                            const base::Clock& clock, const RestoreSteps& steps);

}  // namespace expediter::store
