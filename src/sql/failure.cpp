#include "sql/failure.h"

#include <sqlite3.h>

#include <array>
#include <cerrno>
#include <chrono>

namespace expediter::sql {

namespace {

enum class Cause : std::uint8_t {
  full,
  quota,
  read_only,
  not_permitted,
  no_descriptors,
  not_there,
  moved,
  busy,
  damaged,
  no_memory,
  failing,
  ours,  // A defect of the program.
};

struct Row {
  Cause cause;
  std::string_view message;  // For clients.
  std::string_view advice;   // For the operator.
  bool passes;               // Whether trying again may help by itself.
};

constexpr std::array kRows{
    Row{Cause::full, "The server's disk is full; nothing was changed.",
        "make room on the disk of the data directory; nothing else is needed", true},
    Row{Cause::quota, "The server has used up its quota of the disk; nothing was changed.",
        "raise the quota of the server's user, or make room", true},
    Row{Cause::read_only, "The server's database is on a read-only file system; nothing was changed.",
        "mount the file system of the data directory for writing; the system's log may say why it is not",
        true},
    Row{Cause::not_permitted, "The server is not permitted to use its database; nothing was changed.",
        "the data directory and its files must belong to the user that the program runs as", true},
    Row{Cause::no_descriptors, "The server has too few file descriptors; nothing was changed.",
        "raise the limit of open files (LimitNOFILE, ulimit -n), or lower limits.connections", true},
    Row{Cause::not_there, "The server's database is not there; nothing was changed.",
        "put the database back, or a backup with `expediter restore`", false},
    Row{Cause::moved, "The server's database was moved while it ran; nothing was changed.",
        "put it back, or restore a backup, and start the server anew", false},
    Row{Cause::busy, "Another process holds the server's database; nothing was changed.",
        "find out which process has the database open, such as a copying program or a shell", true},
    Row{Cause::damaged, "The server's database is damaged; its operator has to look at it.",
        "`expediter check` says what is wrong; put a backup in its place with `expediter restore`", false},
    Row{Cause::no_memory, "The server is out of memory; nothing was changed.",
        "give the program more memory, or lower cache.tickets and cache.pages", true},
    Row{Cause::failing, "The server's disk is failing; nothing was changed.",
        "the system's log may say more of the disk", true},
};

Cause cause_of_system(int system) {
  switch (system) {
    case ENOSPC:
      return Cause::full;
    case EDQUOT:
      return Cause::quota;
    case EROFS:
      return Cause::read_only;
    case EACCES:
    case EPERM:
      return Cause::not_permitted;
    case EMFILE:
    case ENFILE:
      return Cause::no_descriptors;
    case ENOENT:
    case ENOTDIR:
    case EISDIR:
      return Cause::not_there;
    case ENOMEM:
      return Cause::no_memory;
    default:
      return Cause::failing;
  }
}

// An I/O error tells of the system's last error, which may be of something long past: only what an operation
// on an open file can end in is believed.
Cause cause_of_io(int system) {
  const Cause cause = cause_of_system(system);
  const bool is_possible = cause == Cause::full || cause == Cause::quota || cause == Cause::read_only ||
                           cause == Cause::no_descriptors || cause == Cause::no_memory;
  return is_possible ? cause : Cause::failing;
}

Cause cause_of(int result, int system) {
  switch (result & 0xFF) {
    case SQLITE_FULL:
      return Cause::full;
    case SQLITE_IOERR:
      return result == SQLITE_IOERR_NOMEM ? Cause::no_memory : cause_of_io(system);
    case SQLITE_CANTOPEN:
      return cause_of_system(system);
    case SQLITE_READONLY:
      if (result == SQLITE_READONLY_DBMOVED) return Cause::moved;
      return system == EACCES || system == EPERM ? Cause::not_permitted : Cause::read_only;
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return Cause::not_permitted;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return Cause::busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return Cause::damaged;
    case SQLITE_NOMEM:
      return Cause::no_memory;
    default:
      return Cause::ours;
  }
}

base::Error make(Cause cause, std::string detail) {
  for (const Row& row : kRows) {
    if (row.cause != cause) continue;
    detail.append("; ").append(row.advice);
    const auto error = [&] {
      return base::Error{base::ErrorCode::storage_unavailable, std::string{row.message}}.because(
          std::move(detail));
    };
    return row.passes ? error().retry_after(std::chrono::seconds{5}) : error();
  }
  return base::Error{base::ErrorCode::internal}.because(std::move(detail));
}

}  // namespace

base::Error error_of(int result, int system, std::string detail) {
  return make(cause_of(result, system), std::move(detail));
}

base::Error storage_error(int system, std::string detail) {
  return make(cause_of_system(system), std::move(detail));
}

bool tells_of_damage(const base::Error& error) {
  for (const Row& row : kRows)
    if (row.cause == Cause::damaged) return error.message() == row.message;
  return false;
}

std::string_view advice_for(int system) {
  const Cause cause = cause_of_system(system);
  if (cause == Cause::failing && system != EIO) return {};
  for (const Row& row : kRows)
    if (row.cause == cause) return row.advice;
  return {};
}

}  // namespace expediter::sql
