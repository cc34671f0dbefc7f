#include "app/demo_data.h"

#include "service/accounts.h"
#include "service/passwords.h"
#include "store/bulk_load.h"
#include "store/database.h"
#include "store/purchase_orders.h"
#include "store/users.h"

namespace expediter::app {

namespace {

void add_tickets(const std::string& file, base::Timestamp now) {
  store::BulkLoad load{file};
  for (DemoTicket& made : make_demo_tickets(now)) load.add(std::move(made.ticket), made.history);
  load.finish([](std::string_view) {});
}

service::UserRequest request_of(const DemoUser& user, const std::string& password_hash) {
  service::UserRequest request;
  schema::at<&domain::User::fullname>(request.patch) = std::string{user.fullname};
  schema::at<&domain::User::username>(request.patch) =
      std::string{user.email.substr(0, user.email.find('@'))};
  schema::at<&domain::User::email>(request.patch) = std::string{user.email};
  schema::at<&domain::User::role_id>(request.patch) = user.role_id;
  request.password_hash = password_hash;
  return request;
}

void add_orders_and_users(store::Writer& writer, base::Timestamp now) {
  // One hash for all: the password is printed for everyone to see, and hashing is slow on purpose.
  const std::string hash = service::hash_password(kDemoPassword);
  writer.run([&](store::WriteContext& context) {
    for (const domain::PurchaseOrder& order : make_demo_orders(now))
      store::insert_purchase_order_unless_there(context, order);
    for (const DemoUser& user : demo_users())
      service::create_user(context, service::operator_caller(), request_of(user, hash));
    return true;
  });
}

struct Contents {
  bool users = false;
  bool demo_users = false;
  bool tickets = false;
};

Contents look(const std::string& directory, const base::Clock& clock) {
  store::Database database{directory, clock, {}};
  const auto reader = database.open_reader();
  sql::Connection& db = reader->connection();
  return {.users = store::count_users(db) > 0,
          .demo_users = store::find_user_by_login(db, demo_users().front().email).has_value(),
          .tickets = store::read_writer_state(db).last_ticket_id > 0};
}

}  // namespace

bool write_demo_data(const std::string& directory, const base::Clock& clock, const std::string& audit_key) {
  const Contents there = look(directory, clock);
  if (there.users) return there.demo_users;
  const base::Timestamp now = clock.now();
  if (!there.tickets) add_tickets(store::database_file(directory), now);
  store::Database database{directory, clock, {.writer = {.audit_key = audit_key}}};
  add_orders_and_users(database.writer(), now);
  return true;
}

}  // namespace expediter::app
