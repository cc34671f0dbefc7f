#include "http/connection.h"

#include <sys/epoll.h>

#include <algorithm>
#include <utility>

namespace expediter::http::detail {
namespace {

// Requests of one connection that are answered before the others of the loop get their turn.
constexpr unsigned kTurn = 64;

int status_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::bad_request:
      return 400;
    case Refusal::timeout:
      return 408;
    case Refusal::length_required:
      return 411;
    case Refusal::body_too_large:
      return 413;
    case Refusal::target_too_long:
      return 414;
    case Refusal::headers_too_large:
      return 431;
    case Refusal::not_implemented:
      return 501;
    case Refusal::version:
      return 505;
    case Refusal::overloaded:
      return 503;
    case Refusal::unanswered:
      return 500;
  }
  return 500;
}

}  // namespace

void Connection::open(Transport transport, std::string peer) {
  transport_ = std::move(transport);
  peer_ = std::move(peer);
  address_ = parse_address(peer_).value_or(Address());
  by_proxy_ = bench_.proxies.trusts(address_);
  owners_ = by_proxy_ ? Owners{} : Owners{address_key(address_), 0};
  phase_ = Phase::head;
  wait_ = Wait::none;
  readable_ = peer_ended_ = probed_ = yielded_ = closing_ = lingers_ = sealed_ = false;
  got_further_ = answered_ = came_back_ = false;
  scanned_ = 0;
  if (!bench_.stopping) rest();
}

void Connection::refuse_overloaded() {
  bench_.head.clear();
  refuse(Refusal::overloaded);
  flush();
  end_if_due(true);
}

void Connection::refuse_briefly() {
  if (transport_.is_secure()) return close();  // A handshake takes time and a descriptor.
  // Closing with input unread would throw the answer away.
  transport_.receive(bench_.received.get(), Workbench::kReceiveRoom);
  bench_.head.clear();
  refuse(Refusal::overloaded);
  flush();
  close();
}

void Connection::on_events(std::uint32_t events) {
  if ((events & (EPOLLERR | EPOLLHUP)) != 0) return close();
  budget_ = kTurn;
  if ((events & EPOLLRDHUP) != 0) peer_ended_ = true;
  if ((events & (EPOLLIN | EPOLLRDHUP)) != 0) readable_ = true;
  if ((events & EPOLLOUT) != 0 && transport_.is_blocked()) readable_ = true;
  if ((events & EPOLLOUT) != 0 && has_unsent()) {
    send_unsent();
    if (is_open() && !has_unsent()) {
      end_if_due(!input_.empty());
      if (can_work()) work({input_.data(), input_.size(), 0, true, false});
    }
  }
  drive();
}

void Connection::on_turn() {
  yielded_ = false;
  budget_ = kTurn;
  if (can_work()) work({input_.data(), input_.size(), 0, true, false});
  drive();
}

void Connection::on_late_answer(LateAnswer& late) {
  if (phase_ != Phase::answering) return;
  budget_ = kTurn;
  promise_.reset();
  wait_ = Wait::none;
  probed_ = false;
  parse_head(input_.view().substr(0, head_bytes_), bench_.limits, bench_.head);
  Request request = bench_.head.request;
  complete(request);
  if (late.dropped) fill_refusal(Refusal::unanswered, request, late.response);
  answer(request, late.response);
  Window window{input_.data(), input_.size(), request_bytes_, true, false};
  if (is_open()) work(window);
  drive();
}

void Connection::on_deadline() {
  const Wait passed = std::exchange(wait_, Wait::none);
  if (passed == Wait::probe) return probe();
  if (passed != Wait::head && passed != Wait::body) return close();
  if (transport_.is_opening()) return close();  // There is nothing yet that could be said.
  try {
    parse_head(input_.view(), bench_.limits, bench_.head);
    refuse(Refusal::timeout);
    flush();
    end_if_due(true);
  } catch (const std::exception&) {
    bench_.out.clear();
    close();
  }
}

// Who closes his socket and who only finishes sending look alike until something is sent: the system of the
// one who closed answers that nobody is there. So he who waits is sent what every HTTP/1.1 client passes over
// (RFC 9110, 15.2), and whoever is gone shows.
void Connection::probe() {
  if (phase_ != Phase::answering || has_unsent()) return;
  try {
    parse_head(input_.view().substr(0, head_bytes_), bench_.limits, bench_.head);
    if (bench_.head.minor_zero) return;
    bench_.out.append("HTTP/1.1 100 Continue\r\n\r\n");
    flush();
  } catch (const std::exception&) {
    bench_.out.clear();
    close();
  }
}

void Connection::on_stop() {
  if (phase_ == Phase::lingering) {
    linger_until_ = std::min(linger_until_, bench_.now + std::chrono::milliseconds(kLingerQuiet).count());
    wait_for(Wait::linger, std::chrono::milliseconds(linger_until_ - bench_.now));
  } else if (can_work()) {
    readable_ = true;  // A request may have arrived whole that no event has told of yet.
    budget_ = kTurn;
    drive();
  }
  sealed_ = true;
}

void Connection::close() {
  if (!is_open()) return;
  phase_ = Phase::closed;
  if (promise_ != nullptr) std::exchange(promise_, nullptr)->gone.store(true, std::memory_order_relaxed);
  bench_.wheel.disarm(*this);
  transport_.close();
  bench_.gone.push_back(this);
}

void Connection::cut() {
  close();
  release();
}

void Connection::retire(ConnectionId next) {
  id_ = next;
  release();
}

void Connection::release() {
  input_.release();
  unsent_.release();
  std::string().swap(unsent_body_);  // Assigning would keep the memory.
  unsent_tail_ = {};
  unsent_at_ = 0;
  until_sent_.reset();
  bench_.holders.set(*this, place_, {}, bench_.now);
}

void Connection::complete(Request& request) {
  request.id = {request_id_.data(), request_id_.size()};
  request.peer = peer_;
  request.address = address_;
  request.secure = transport_.is_secure();
  request.leave_base(bench_.writer.base_path());
  if (by_proxy_) bench_.proxies.look_behind(request);
  owners_.address = address_key(request.address);
}

// The whole request stands in the window, its head in bench.head.
void Connection::serve(Window& window) {
  started_ = std::chrono::steady_clock::now();
  bench_.ids.next(request_id_);
  Request& request = bench_.head.request;
  complete(request);
  request.body = {window.bytes + window.at + head_bytes_, body_bytes_};
  Response& response = bench_.response;
  response.clear();
  Exchange exchange(bench_, response, id_);
  try {
    bench_.handler.handle(request, exchange);
  } catch (...) {
    if (exchange.promise_ == nullptr) fill_refusal(Refusal::unanswered, request, response);
  }
  owners_.account = exchange.account_;
  wait_ = Wait::none;
  if (exchange.promise_ != nullptr) {
    promise_ = std::move(exchange.promise_);
    phase_ = Phase::answering;
    return;
  }
  answer(request, response);
  window.at += request_bytes_;
  response.until_sent.reset();
  // One large answer is no reason to hold on to so much for good.
  constexpr std::size_t kKept = std::size_t{1024} * 1024;
  if (response.body.capacity() > kKept) std::string().swap(response.body);
}

void Connection::fill_refusal(Refusal refusal, const Request& request, Response& response) {
  response.clear();
  response.status = status_of(refusal);
  try {
    bench_.handler.refuse(refusal, request, response);
  } catch (...) {
    response.clear();
    response.status = status_of(refusal);
    response.content_type = {};
  }
}

// bench.head is of the request that is refused, as far as it is known.
void Connection::refuse(Refusal refusal) {
  started_ = std::chrono::steady_clock::now();
  bench_.ids.next(request_id_);
  complete(bench_.head.request);
  fill_refusal(refusal, bench_.head.request, bench_.response);
  bench_.response.close = true;
  lingers_ = true;
  answer(bench_.head.request, bench_.response);
}

// bench.head is of `request`.
void Connection::answer(Request& request, Response& response) {
  answered_ = true;
  if (!bench_.head.keep_alive || response.close || bench_.stopping) closing_ = true;
  const std::string_view body = response.static_body.empty() ? response.body : response.static_body;
  const HeadNeeds needs{closing_, bench_.head.minor_zero, request.secure};
  const std::size_t before = bench_.out.size();
  bench_.writer.write_head(response, body.size(), request.id, needs, bench_.out);
  std::size_t bytes = bench_.out.size() - before;
  const int status = response.status;
  if (request.method != Method::head && !is_bodiless(status) && !body.empty()) {
    bytes += body.size();
    // Joining a short body to the head costs less than a second piece for the system call.
    constexpr std::size_t kJoined = std::size_t{8} * 1024;
    if (body.size() <= kJoined) {
      bench_.out.append(body);
    } else {
      send(body, response.static_body.empty() ? &response : nullptr);
    }
  }
  phase_ = is_open() ? Phase::head : Phase::closed;
  scanned_ = 0;
  request.body = {};
  bench_.handler.answered(request, status, bytes, std::chrono::steady_clock::now() - started_);
}

}  // namespace expediter::http::detail
