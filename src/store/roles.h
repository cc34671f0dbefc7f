#pragma once
// Roles in and out of the database.

#include <optional>
#include <string_view>

#include "domain/role.h"
#include "store/writer.h"

namespace expediter::store {

std::optional<domain::Role> find_role(sql::Connection& connection, std::int64_t id);
bool is_built_in_role(sql::Connection& connection, std::int64_t id);
bool is_role_in_use(sql::Connection& connection, std::int64_t id);
// Whether another role than `role` has its name.
bool is_role_name_taken(sql::Connection& connection, const domain::Role& role);

// `role.id` is ignored; returns the new one.
std::int64_t insert_role(WriteContext& context, const domain::Role& role);
void update_role(WriteContext& context, const domain::Role& role);
void delete_role(WriteContext& context, std::int64_t id);

}  // namespace expediter::store
