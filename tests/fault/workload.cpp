#include "fault/workload.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <future>
#include <ostream>

namespace expediter::tests {

namespace {

using domain::Ticket;
using domain::TicketId;
using store::WriteContext;

Expected expected_of(const Ticket& ticket) {
  Expected expected{.title = ticket.title,
                    .description = ticket.description.value_or(""),
                    .notes = {},
                    .status = ticket.status};
  for (const domain::Note& note : ticket.notes) expected.notes.push_back(note.text);
  return expected;
}

service::TicketPatch patch_of(const Expected& expected) {
  service::TicketPatch patch;
  schema::at<&Ticket::title>(patch) = expected.title;
  schema::at<&Ticket::description>(patch) = expected.description;
  schema::at<&Ticket::priority>(patch) = domain::Priority::high;
  schema::at<&Ticket::status>(patch) = expected.status;
  return patch;
}

}  // namespace

// What a step does to a ticket of the model; id 0 is a new one.
struct Workload::Step {
  enum class Kind : std::uint8_t { create, change, note, remove };
  Kind kind = Kind::create;
  std::int64_t id = 0;
  Expected after;
  std::string note;

  std::int64_t apply(WriteContext& context, const service::Caller& caller) const {
    switch (kind) {
      case Kind::create:
        return service::create_ticket(context, caller, patch_of(after), {}).id.number;
      case Kind::change:
        return service::update_ticket(context, caller, {id}, patch_of(after), {}, {}).id.number;
      case Kind::note: {
        service::NotePatch patch;
        schema::at<&domain::Note::text>(patch) = note;
        service::add_note(context, caller, {id}, patch);
        return id;
      }
      case Kind::remove:
        service::delete_ticket(context, caller, {id}, {});
        return id;
    }
    return id;
  }

  void follow(Model& model, std::int64_t ticket) const {
    switch (kind) {
      case Kind::create:
      case Kind::change: {
        auto notes = std::move(model[ticket].notes);
        model[ticket] = after;
        model[ticket].notes = std::move(notes);
        break;
      }
      case Kind::note:
        model[ticket].notes.push_back(note);
        break;
      case Kind::remove:
        model.erase(ticket);
    }
  }
};

Workload::Workload() {
  caller_.user_id = 1;
  caller_.email = "jane.doe@acme.com";
  caller_.privileges = domain::Privileges::everything();
}

// Mostly changes of tickets that are there, of one page and of many.
std::unique_ptr<Workload::Step> Workload::make_step(int step) const {
  auto made = std::make_unique<Step>();
  const std::size_t size = step % 7 == 3 ? 30'000 : 40;
  made->after = {.title = fmt::format("Late, says step {}", step),
                 .description = fmt::format("step{} {}", step, std::string(size, 'x')),
                 .notes = {},
                 .status = static_cast<domain::Status>(step % 4)};
  made->note = fmt::format("A note of step {}", step);
  if (model_.empty() || step % 4 == 0) return made;
  const auto old = std::next(model_.begin(), static_cast<std::ptrdiff_t>(step * 7 % model_.size()));
  made->id = old->first;
  made->kind = step % 4 == 1 ? Step::Kind::change : step % 12 == 11 ? Step::Kind::remove : Step::Kind::note;
  return made;
}

std::vector<base::Error> Workload::run_together(store::Database& database, int first, int count) {
  struct Running {
    std::unique_ptr<Step> step;
    std::promise<store::Outcome<std::int64_t>> promise;
  };
  std::vector<Running> running;
  for (int i = 0; i < count; ++i) running.push_back({make_step(first + i), {}});
  for (Running& each : running)
    database.writer().submit(
        [&each, this](WriteContext& context) { return each.step->apply(context, caller_); },
        [&each](store::Outcome<std::int64_t> outcome) { each.promise.set_value(std::move(outcome)); });
  std::vector<base::Error> errors;
  Model all_done = model_;
  std::int64_t next_id = last_id_;
  for (Running& each : running) {
    const auto outcome = each.promise.get_future().get();
    const auto* error = std::get_if<base::Error>(&outcome);
    // A creation that was refused would have had the id that the next one gets.
    const std::int64_t id = each.step->id != 0 ? each.step->id : ++next_id;
    each.step->follow(all_done, id);
    if (error != nullptr) {
      errors.push_back(*error);
      continue;
    }
    each.step->follow(model_, std::get<std::int64_t>(outcome));
    last_id_ = std::max(last_id_, std::get<std::int64_t>(outcome));
  }
  if (!errors.empty() && !first_refused_) first_refused_ = std::move(all_done);
  return errors;
}

std::optional<base::Error> Workload::run_step(store::Database& database, int step) {
  auto errors = run_together(database, step, 1);
  return errors.empty() ? std::nullopt : std::optional{std::move(errors.front())};
}

std::ostream& operator<<(std::ostream& out, const Expected& expected) {
  return out << expected.title << ", " << expected.description.substr(0, 6) << ", " << expected.notes.size()
             << " notes, status " << static_cast<int>(expected.status);
}

Model read_model(store::Database& database) {
  const auto reader = database.open_reader();
  const store::Snapshot snapshot = reader->snapshot();
  Model model;
  auto ids = snapshot.db().prepare("SELECT id FROM tickets ORDER BY id");
  while (ids.step()) {
    const TicketId id{ids.integer(0)};
    model[id.number] = expected_of(*store::find_ticket(snapshot.db(), id));
  }
  return model;
}

bool is_full_run() {
  const auto variable = [](const char* name) {
    const char* text = std::getenv(name);
    return std::string_view{text == nullptr ? "" : text};
  };
  return !variable("EXPEDITER_FULL").empty() &&
         (variable("EXPEDITER_TIME_SCALE").empty() || variable("EXPEDITER_TIME_SCALE") == "1");
}

void checkpoint_often(store::Database& database, int pages) {
  database.writer().run([&](WriteContext& context) {
    context.db().execute("PRAGMA wal_autocheckpoint = " + std::to_string(pages));
    return 0;
  });
}

}  // namespace expediter::tests
