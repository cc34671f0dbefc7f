#include "schema/patch.h"

#include <algorithm>
#include <numeric>

namespace expediter::schema {

namespace {

// Of each member, whether its name stood before. By sorting: a set of hashes could be made to cost its
// square.
std::vector<bool> find_repeats(const Json::Object& body) {
  std::vector<std::size_t> order(body.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const int names = body[a].name.compare(body[b].name);
    return names != 0 ? names < 0 : a < b;
  });
  std::vector<bool> repeats(body.size());
  for (std::size_t i = 1; i < order.size(); ++i)
    repeats[order[i]] = body[order[i]].name == body[order[i - 1]].name;
  return repeats;
}

std::string unknown_name(std::string_view name, const TableInfo& table,
                         std::span<const std::string_view> names) {
  const std::string_view nearest = base::nearest_name(name, names);
  // A name of the client's goes back shortened: an error must not be a mirror for a megabyte.
  const std::string shown = base::shorten(name, 64);
  return nearest.empty()
             ? fmt::format("A {} has no field '{}'.", table.noun, shown)
             : fmt::format("A {} has no field '{}'; did you mean '{}'?", table.noun, shown, nearest);
}

}  // namespace

void check_names(const Json::Object& body, const TableInfo& table, base::Violations& violations) {
  std::vector<std::string_view> names;
  for (const FieldInfo& field : table.fields)
    if (field.sendable()) names.push_back(field.name);
  const std::vector<bool> repeats = find_repeats(body);
  for (std::size_t i = 0; i < body.size(); ++i) {
    const std::string& name = body[i].name;
    if (!repeats[i] && std::find(names.begin(), names.end(), name) != names.end()) continue;
    if (violations.is_full()) {
      violations.count_one();
      continue;
    }
    const std::string shown = base::shorten(name, 64);
    if (repeats[i])
      violate(violations, Rule{.field = shown}, base::violation::kDuplicate,
              fmt::format("{} is given more than once.", shown));
    else
      violate(violations, Rule{.field = shown}, base::violation::kUnknown, unknown_name(name, table, names));
  }
}

}  // namespace expediter::schema
