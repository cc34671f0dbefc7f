#pragma once
// What went wrong with a file or directory of the operator's, and what to do about it.

#include <filesystem>
#include <string>

namespace expediter::app {

// "\"/var/x\" cannot be opened: Permission denied; it belongs to expediter, and you are nobody: …". `doing`
// is the verb: "opened". `error` is the system's number.
std::string explain_file_error(const std::filesystem::path& path, const std::string& doing, int error);

// Why the directory cannot be a data directory that is there, or its database be opened: no permission,
// nothing there, no directory. Throws CommandError; returns where all can be opened.
void refuse_unusable(const std::filesystem::path& directory, const std::filesystem::path& database);

}  // namespace expediter::app
