#include "sql/engine.h"

#include <sqlite3.h>

#include <mutex>

namespace expediter::sql {

void configure_engine() {
  static std::once_flag once;
  std::call_once(once, [] {
    // Connections stay on their threads, and nobody asks for memory statistics: both cost a mutex per call.
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  });
}

}  // namespace expediter::sql
