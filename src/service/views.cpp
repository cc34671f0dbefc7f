#include "service/views.h"

#include "service/audit.h"
#include "service/purchase_orders.h"

namespace expediter::service {

namespace {

using base::Error;
using base::ErrorCode;
using domain::View;

bool is_seen_by(const Caller& caller, const store::OwnedView& owned) {
  if (owned.owner_id == caller.user_id || caller.superuser()) return true;
  return owned.view.shared && (!owned.asks_register || may_view_register(caller));
}

store::OwnedView get_seen(sql::Connection& connection, const Caller& caller, std::int64_t id) {
  auto found = store::find_view(connection, id);
  if (!found || !is_seen_by(caller, *found)) throw Error{ErrorCode::view_not_found};
  return *std::move(found);
}

View get_own(sql::Connection& connection, const Caller& caller, std::int64_t id) {
  store::OwnedView found = get_seen(connection, caller, id);
  if (found.owner_id != caller.user_id && !caller.superuser()) throw Error{ErrorCode::view_not_yours};
  return std::move(found.view);
}

}  // namespace

View get_view(sql::Connection& connection, const Caller& caller, std::int64_t id) {
  return get_seen(connection, caller, id).view;
}

View create_view(store::WriteContext& context, const Caller& caller, const ViewPatch& patch) {
  if (store::count_views_of(context.db(), caller.user_id) >= kMaxViewsPerUser)
    throw Error{ErrorCode::view_invalid,
                fmt::format("A user has at most {} saved views; delete some first.", kMaxViewsPerUser)};
  store::OwnedView owned{.view = {}, .owner_id = caller.user_id};
  schema::apply_patch(owned.view, patch);
  const std::int64_t id = store::insert_view(context, owned);
  return store::find_view(context.db(), id)->view;
}

View update_view(store::WriteContext& context, const Caller& caller, std::int64_t id,
                 const ViewPatch& patch) {
  View view = get_own(context.db(), caller, id);
  base::Violations violations;
  schema::refuse_server_changes(view, patch, violations);
  if (!violations.empty()) throw Error{ErrorCode::view_invalid, std::move(violations)};
  schema::apply_patch(view, patch);
  store::update_view(context, view);
  return view;
}

void delete_view(store::WriteContext& context, const Caller& caller, std::int64_t id) {
  const View view = get_own(context.db(), caller, id);
  store::delete_view(context, id);
  record(context, caller, AuditAction::view_deleted, {fmt::format("view {} {}", id, view.name)});
}

}  // namespace expediter::service
