// The promise to answer later, from the exchange that gives it to the inbox that it is kept through.
#include <utility>

#include "base/check.h"
#include "http/inbox.h"
#include "http/server.h"
#include "http/workbench.h"

namespace expediter::http {

Later::Later(std::shared_ptr<detail::Promise> promise) : promise_(std::move(promise)) {}
Later::Later(Later&&) noexcept = default;

Later& Later::operator=(Later&& other) noexcept {
  Later former(std::move(*this));  // Answers what this one had promised.
  promise_ = std::move(other.promise_);
  return *this;
}

Later::~Later() {
  if (promise_ != nullptr) promise_->inbox->put(detail::LateAnswer{promise_->connection, true, {}});
}

void Later::answer(Response response) {
  if (promise_ == nullptr) return;
  const std::shared_ptr<detail::Promise> promise = std::move(promise_);
  promise->inbox->put(detail::LateAnswer{promise->connection, false, std::move(response)});
}

std::shared_ptr<const std::atomic<bool>> Later::gone() const {
  if (promise_ == nullptr) return nullptr;
  return {promise_, &promise_->gone};
}

unsigned Exchange::loop() const {
  return bench_.loop;
}

Later Exchange::later() {
  CHECK(promise_ == nullptr);
  promise_ = std::make_shared<detail::Promise>();
  promise_->inbox = bench_.inbox;
  promise_->connection = connection_;
  return Later(promise_);
}

}  // namespace expediter::http
