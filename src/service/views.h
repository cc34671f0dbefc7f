#pragma once
// Saved views: seen by their owner and, where shared, by all who may ask what they ask; changed by their
// owner or a Superuser.

#include "domain/view.h"
#include "service/caller.h"
#include "store/views.h"

namespace expediter::service {

inline constexpr std::int64_t kMaxViewsPerUser = 200;

using ViewPatch = schema::Patch<domain::View>;

// Throws view_not_found also where the caller may not see it.
domain::View get_view(sql::Connection& connection, const Caller& caller, std::int64_t id);
domain::View create_view(store::WriteContext& context, const Caller& caller, const ViewPatch& patch);
domain::View update_view(store::WriteContext& context, const Caller& caller, std::int64_t id,
                         const ViewPatch& patch);
void delete_view(store::WriteContext& context, const Caller& caller, std::int64_t id);

}  // namespace expediter::service
