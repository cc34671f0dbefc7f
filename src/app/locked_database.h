#pragma once
// A data directory's database, opened by a command that changes something while no server runs.

#include <string_view>

#include "app/command.h"
#include "app/data_directory.h"
#include "app/keys.h"
#include "store/database.h"

namespace expediter::app {

// Holds the directory's lock for as long as it lives. Belongs to one thread.
class LockedDatabase {
 public:
  // `purpose`: the command's name. Throws CommandError where the directory has no database or another process
  // holds it, std::runtime_error where the database cannot be opened. Brings the schema up to date.
  LockedDatabase(const Invocation& invocation, std::string_view purpose);

  store::Database& database() { return database_; }

  // Runs `change(WriteContext&)` as one commit, on disk when this returns. What it throws leaves here, and
  // then nothing was changed.
  template <class Change>
  auto write(Change change) {
    return database_.writer().run(std::move(change));
  }

 private:
  DataLock lock_;  // Taken first, given back last.
  Keys keys_;
  store::Database database_;
};

}  // namespace expediter::app
