#pragma once
// The data directory, and the lock by which one process at a time writes in it.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "app/command.h"

namespace expediter::app {

// Makes the directory and what leads to it, for its owner alone (0700); does nothing where it is there.
// Throws CommandError where that fails or it is no directory.
void make_data_directory(const std::filesystem::path& path);

// Another process holds the directory.
class DirectoryInUse : public CommandError {
 public:
  DirectoryInUse(const std::string& sentence, bool by_server)
      : CommandError(sentence), by_server_(by_server) {}
  bool by_server() const { return by_server_; }  // Or by one that has not said yet what it is.

 private:
  bool by_server_;
};

// Held by the process that may write: `serve`, and commands that change something. The lock is the kernel's,
// on the file `expediter.lock`; it ends with the process however that ends. The file itself stays.
class DataLock {
 public:
  // `purpose` is told to those who are refused: "serve". Throws DirectoryInUse, naming directory and holder,
  // where another process has the lock, CommandError where the file cannot be made.
  DataLock(const std::filesystem::path& directory, std::string_view purpose);
  DataLock(const DataLock&) = delete;
  DataLock& operator=(const DataLock&) = delete;
  ~DataLock();

 private:
  int descriptor_ = -1;
};

// The database of an existing data directory. Throws CommandError where it has none, and where it cannot be
// got at; store::ForeignFiles where what lies there does not belong together.
std::string existing_database(const std::filesystem::path& directory);

// The same for whoever holds the lock and may begin an installation: a directory with neither database nor
// keys gets an empty database. One with keys alone is a directory that has lost its database: CommandError.
struct MadeDatabase {
  std::string file;
  bool made = false;
};
MadeDatabase database_or_new(const std::filesystem::path& directory);

}  // namespace expediter::app
