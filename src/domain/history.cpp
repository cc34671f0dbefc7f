#include "domain/history.h"

namespace expediter::domain {

std::optional<std::string> plain_text_of(std::string_view json) {
  if (json == "null") return std::nullopt;
  if (!json.starts_with('"')) return std::string{json};
  return *schema::parse_json(json).text();
}

}  // namespace expediter::domain
