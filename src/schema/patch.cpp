#include "schema/patch.h"

#include <algorithm>

namespace expediter::schema {

void check_names(const Json::Object& body, const TableInfo& table, base::Violations& violations) {
  std::vector<std::string_view> names;
  for (const FieldInfo& field : table.fields)
    if (field.sendable()) names.push_back(field.name);
  for (std::size_t i = 0; i < body.size(); ++i) {
    const std::string& name = body[i].name;
    const auto same_name = [&](const JsonMember& member) { return member.name == name; };
    const auto end = body.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find_if(body.begin(), end, same_name) != end) {
      violate(violations, Rule{.field = name}, base::violation::kDuplicate,
              fmt::format("{} is given more than once.", name));
      continue;
    }
    if (const int at = table.find(name); at >= 0 && table.fields[static_cast<std::size_t>(at)].sendable())
      continue;
    const std::string_view nearest = base::nearest_name(name, names);
    // A name of the client's goes back shortened: an error must not be a mirror for a megabyte.
    const std::string shown = base::shorten(name, 64);
    violate(violations, Rule{.field = shown}, base::violation::kUnknown,
            nearest.empty()
                ? fmt::format("A {} has no field '{}'.", table.noun, shown)
                : fmt::format("A {} has no field '{}'; did you mean '{}'?", table.noun, shown, nearest));
  }
}

}  // namespace expediter::schema
