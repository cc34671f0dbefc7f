#include "store/incarnation.h"

#include <array>

#include "base/random.h"

namespace expediter::store {

namespace {
constexpr std::size_t kBytes = 16;
}  // namespace

std::string read_incarnation(sql::Connection& connection) {
  auto row = connection.prepare("SELECT incarnation FROM store");
  row.step();
  return std::string{row.text(0)};
}

void renew_incarnation(sql::Connection& connection) {
  const std::string random = base::random_bytes(kBytes);
  const std::string text =
      base::to_hex({reinterpret_cast<const std::uint8_t*>(random.data()), random.size()});
  connection.prepare("UPDATE store SET incarnation = ?").bind(1, std::string_view{text}).run();
}

}  // namespace expediter::store
