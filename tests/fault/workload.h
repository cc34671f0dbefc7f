#pragma once
// A scripted workload on a store, with a model of what it must hold: each step is acknowledged, and then it
// is there, or refused, and then it is not.

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "service/tickets.h"
#include "store/database.h"
#include "store/store_fixture.h"

namespace expediter::tests {

// What is compared of a ticket.
struct Expected {
  std::string title;
  std::string description;
  std::vector<std::string> notes;
  domain::Status status = domain::Status::open;
  friend bool operator==(const Expected&, const Expected&) = default;
};
std::ostream& operator<<(std::ostream& out, const Expected& expected);  // Short, for failures.
using Model = std::map<std::int64_t, Expected>;

// What a store holds. Throws base::Error where it cannot be read.
Model read_model(store::Database& database);

// The steps in turn, on one store after another if need be; chance decides nothing.
class Workload {
 public:
  static constexpr int kSteps = 24;

  Workload();
  // Submits the step, waits, and brings the model up to date. Returns the error where it was refused.
  std::optional<base::Error> run_step(store::Database& database, int step);
  // The same for steps that come so close together that they share commits. Returns the errors.
  std::vector<base::Error> run_together(store::Database& database, int first, int count);
  const Model& model() const { return model_; }
  // What the store would hold if the first changes that were refused had been made; the model where none
  // were.
  const Model& first_refused() const { return first_refused_ ? *first_refused_ : model_; }

 private:
  // One change, and how the model follows it.
  struct Step;
  std::unique_ptr<Step> make_step(int step) const;

  service::Caller caller_;
  Model model_;
  std::int64_t last_id_ = 0;
  std::optional<Model> first_refused_;
};

// Whether every position is to be tried: in ./test --full, but not once more under each sanitizer.
bool is_full_run();

// Makes small logs: the checkpoint comes within a few steps instead of after thousands.
void checkpoint_often(store::Database& database, int pages);

}  // namespace expediter::tests
