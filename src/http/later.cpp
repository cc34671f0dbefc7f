// The promise to answer later, from the exchange that gives it to the inbox that it is kept through.
#include <utility>

#include "base/check.h"
#include "http/inbox.h"
#include "http/server.h"
#include "http/workbench.h"

namespace expediter::http {

struct Later::Ticket {
  std::shared_ptr<detail::Inbox> inbox;
  detail::ConnectionId connection;
};

Later::Later(std::unique_ptr<Ticket> ticket) : ticket_(std::move(ticket)) {}
Later::Later(Later&&) noexcept = default;

Later& Later::operator=(Later&& other) noexcept {
  Later former(std::move(*this));  // Answers what this one had promised.
  ticket_ = std::move(other.ticket_);
  return *this;
}

Later::~Later() {
  if (ticket_ != nullptr) ticket_->inbox->put(detail::LateAnswer{ticket_->connection, true, {}});
}

void Later::answer(Response response) {
  if (ticket_ == nullptr) return;
  const std::unique_ptr<Ticket> ticket = std::move(ticket_);
  ticket->inbox->put(detail::LateAnswer{ticket->connection, false, std::move(response)});
}

unsigned Exchange::loop() const {
  return bench_.loop;
}

Later Exchange::later() {
  CHECK(!kept_);
  auto ticket = std::make_unique<Later::Ticket>(Later::Ticket{bench_.inbox, connection_});
  kept_ = true;
  return Later(std::move(ticket));
}

}  // namespace expediter::http
