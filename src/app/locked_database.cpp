#include "app/locked_database.h"

#include "app/data_keys.h"
#include "base/clock.h"
#include "base/random.h"

namespace expediter::app {

namespace {

// A command touches a few rows once: caches are of little use to it.
constexpr std::size_t kTicketCacheBytes = std::size_t{1} << 20;
constexpr std::int64_t kWriterCacheBytes = std::int64_t{8} << 20;

const std::string& directory_with_database(const Invocation& invocation) {
  const std::string& directory = invocation.data_directory();
  existing_database(directory);
  base::init_crypto();
  return directory;
}

}  // namespace

LockedDatabase::LockedDatabase(const Invocation& invocation, std::string_view purpose)
    : lock_(directory_with_database(invocation), purpose),
      keys_(keys_of(invocation.data_directory(), NewKeys::refuse)),
      database_(invocation.data_directory(), base::system_clock(),
                {.ticket_cache_bytes = kTicketCacheBytes,
                 .writer_cache_bytes = kWriterCacheBytes,
                 .writer = {.audit_key = audit_key(keys_)}}) {
  settle_keys(database_, keys_);
}

}  // namespace expediter::app
