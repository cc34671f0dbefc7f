#pragma once
// Saved views in and out of the database.

#include <optional>

#include "domain/view.h"
#include "store/entity_lists.h"
#include "store/writer.h"

namespace expediter::store {

struct OwnedView {
  domain::View view;
  std::int64_t owner_id = 0;
  bool asks_register = false;  // It names what only the register of purchase orders knows.
};
std::optional<OwnedView> find_view(sql::Connection& connection, std::int64_t id);
std::int64_t count_views_of(sql::Connection& connection, std::int64_t owner_id);

// A user's own views and those shared with all; where he may not view the register, without those of others
// that ask it.
Visible views_seen_by(std::int64_t user_id, bool views_register);

// `id` and `owner_email` of `view` are ignored; returns the new id.
std::int64_t insert_view(WriteContext& context, const OwnedView& view);
void update_view(WriteContext& context, const domain::View& view);
void delete_view(WriteContext& context, std::int64_t id);

}  // namespace expediter::store
