// From the socket to a whole request.
#include <algorithm>
#include <utility>

#include "http/connection.h"

namespace expediter::http::detail {
namespace {

// Pipelined answers are collected up to this much and then sent.
constexpr std::size_t kCollected = std::size_t{64} * 1024;

}  // namespace

bool Connection::can_work() const {
  return (phase_ == Phase::head || phase_ == Phase::body) && !closing_ && !yielded_ && !has_unsent();
}

// Reads and works until there is nothing to read or something has to be waited for.
void Connection::drive() {
  while (readable_ && can_work() && !sealed_) {
    Window window;
    if (!input_.empty() && refuse_if_full()) break;
    if (!receive(window)) break;
    if (window.size > 0) work(window);
  }
  if (phase_ == Phase::lingering) discard_input();
  rest();
}

// False where the loop's connections hold all they may, and none of them has stood still for long.
bool Connection::make_room() {
  while (bench_.holders.is_full()) {
    Connection* const still = bench_.holders.next_idle(bench_.now);
    if (still == nullptr || still == this) return false;
    still->cut();
  }
  return true;
}

// A loop whose connections hold all they may takes in no more of a request that is not whole.
bool Connection::refuse_if_full() {
  if (make_room()) return false;
  parse_head(input_.view(), bench_.limits, bench_.head);
  refuse(Refusal::overloaded);
  flush();
  end_if_due(true);
  return true;
}

void Connection::count_held() {
  const std::size_t held = input_.capacity() + unsent_.capacity() + unsent_body_.capacity();
  bench_.holders.set(*this, place_,
                     {.bytes = held,
                      .owners = owners_,
                      .of_share = until_sent_ == nullptr,
                      .got_further = std::exchange(got_further_, false),
                      .came_back = came_back_},
                     bench_.now);
  if (!is_open()) return;
  while (Connection* const other = bench_.holders.next_to_cut(place_, bench_.now)) other->cut();
}

// False where the connection has ended. An empty window is no input for now.
bool Connection::receive(Window& window) {
  char* into = bench_.received.get();
  std::size_t room = Workbench::kReceiveRoom;
  const std::size_t kept = input_.size();
  if (kept > 0) {
    std::size_t expected = bench_.limits.head_bytes;
    if (phase_ == Phase::body) expected = chunked_ ? room : request_bytes_ - std::min(kept, request_bytes_);
    constexpr std::size_t kBeyond = 4096;  // A read that fills its room has to be followed by another.
    into = input_.room(std::min(expected + kBeyond, room));
    room = std::min(input_.capacity() - kept, room);
  }
  const Moved moved = transport_.receive(into, room);
  if (moved.outcome == Moved::Outcome::ended || moved.outcome == Moved::Outcome::broken) {
    close();
    return false;
  }
  if (moved.outcome == Moved::Outcome::drained && !peer_ended_) readable_ = false;
  if (moved.outcome == Moved::Outcome::drained && moved.bytes == 0) readable_ = false;
  if (moved.bytes == 0) return true;
  got_further_ = true;
  if (answered_ && !has_unsent()) came_back_ = true;
  if (kept > 0) {
    input_.grew(moved.bytes);
    window = {input_.data(), input_.size(), 0, true, false};
  } else {
    window = {into, moved.bytes, 0, false, false};
  }
  return true;
}

// Answers what is whole in the window, sends the answers together, and keeps the rest.
void Connection::work(Window window) {
  while (window.at < window.size && can_work()) {
    if (budget_ == 0) {
      yielded_ = true;
      bench_.again.push_back(id_);
      break;
    }
    if (phase_ == Phase::head && !begin_request(window)) break;
    if (!take_body(window)) break;
    --budget_;
    serve(window);
    window.head_parsed = false;
    if (bench_.out.size() >= kCollected) flush();
  }
  flush();
  end_if_due(window.at < window.size);
  keep(window);
}

// True where the head is whole and the body may come; else it is incomplete or was refused.
bool Connection::begin_request(Window& window) {
  const std::string_view bytes(window.bytes + window.at, window.size - window.at);
  if (scanned_ > 0) {
    // Look only at what is new, so that a head that comes byte by byte does not cost its square.
    constexpr std::size_t kOverlap = 3;
    const std::size_t from = scanned_ - std::min(scanned_, kOverlap);
    scanned_ = bytes.size();
    if (bytes.size() < bench_.limits.head_bytes && bytes.find("\r\n\r\n", from) == std::string_view::npos) {
      return false;
    }
  }
  const HeadState state = parse_head(bytes, bench_.limits, bench_.head);
  if (state == HeadState::incomplete) {
    scanned_ = bytes.size();
    return false;
  }
  Head& head = bench_.head;
  if (state == HeadState::refused) {
    refuse(head.refusal);
    return false;
  }
  if (head.content_length > bench_.limits.body_bytes) {
    refuse(Refusal::body_too_large);
    return false;
  }
  if (!make_room()) {
    refuse(Refusal::overloaded);
    return false;
  }
  phase_ = Phase::body;
  wait_ = Wait::none;
  window.head_parsed = true;
  head_bytes_ = head.size;
  body_bytes_ = static_cast<std::size_t>(head.content_length);
  request_bytes_ = head_bytes_ + body_bytes_;
  chunked_ = head.chunked;
  if (chunked_) chunks_.start(head_bytes_, bench_.limits.body_bytes);
  return true;
}

// True where the body is whole; bench.head then is the request's.
bool Connection::take_body(Window& window) {
  if (chunked_) {
    if (!take_chunks(window)) return false;
  } else if (window.size - window.at < request_bytes_) {
    continue_body(window);
    return false;
  }
  if (!window.head_parsed) {
    parse_head({window.bytes + window.at, head_bytes_}, bench_.limits, bench_.head);
  }
  return true;
}

bool Connection::take_chunks(Window& window) {
  char* const request = window.bytes + window.at;
  const BodyState state = chunks_.decode(request, window.size - window.at);
  if (state == BodyState::complete) {
    body_bytes_ = chunks_.body_end() - head_bytes_;
    request_bytes_ = chunks_.read();
    return true;
  }
  if (state == BodyState::refused) {
    if (!window.head_parsed) parse_head({request, head_bytes_}, bench_.limits, bench_.head);
    refuse(chunks_.refusal());
    return false;
  }
  continue_body(window);
  window.size = window.at + chunks_.body_end();  // Everything was decoded: the gap is all there is.
  chunks_.gap_closed();
  return false;
}

// Tells a client that waits for it to send the body; at most once, since the head is parsed but once before.
void Connection::continue_body(const Window& window) {
  const bool nothing_came = window.size - window.at == head_bytes_;
  if (!window.head_parsed || !nothing_came) return;
  if (!bench_.head.expect_continue || bench_.head.minor_zero) return;
  bench_.out.append("HTTP/1.1 100 Continue\r\n\r\n");
}

// What is not used up goes into (or stays in) the connection's own buffer.
void Connection::keep(const Window& window) {
  if (!is_open() || phase_ == Phase::lingering) return;  // Nothing is left to use it.
  if (window.own) {
    input_.resize_down(window.size);
    input_.drop_front(window.at);
    if (input_.empty()) input_.release();
  } else if (window.at < window.size) {
    input_.append({window.bytes + window.at, window.size - window.at});
  }
}

void Connection::discard_input() {
  // Bounded by the deadlines, and per turn, so that the others get theirs.
  for (int reads = 0; readable_ && reads < 8; ++reads) {
    const Moved moved = transport_.receive(bench_.received.get(), Workbench::kReceiveRoom);
    if (moved.outcome == Moved::Outcome::ended || moved.outcome == Moved::Outcome::broken) return close();
    if (moved.outcome == Moved::Outcome::drained && (!peer_ended_ || moved.bytes == 0)) readable_ = false;
    const std::chrono::milliseconds left(linger_until_ - bench_.now);
    if (moved.bytes > 0) wait_for(Wait::linger, std::min(kLingerQuiet, left));
  }
  if (readable_ && !yielded_) {
    yielded_ = true;
    bench_.again.push_back(id_);
  }
}

// Sets the deadline for what the connection now waits for.
void Connection::rest() {
  const Limits& limits = bench_.limits;
  count_held();
  if (!is_open() || phase_ == Phase::lingering || has_unsent())
    return;  // Set with the phase, or on progress.
  if (phase_ == Phase::answering) {
    rest_answering();
  } else if (bench_.stopping && !yielded_) {
    close();  // There is nothing whole to answer.
  } else if (phase_ == Phase::body) {
    if (wait_ != Wait::body) wait_for(Wait::body, limits.body_wait);
  } else if (!input_.empty() || transport_.is_opening()) {  // A handshake counts as a head.
    if (wait_ != Wait::head) wait_for(Wait::head, limits.head_wait);
  } else {
    wait_for(Wait::idle, limits.idle);
  }
}

// Nothing limits how long an answer may take here. But where the client sends no more, it may be gone.
void Connection::rest_answering() {
  constexpr std::chrono::milliseconds kUntilProbe{250};
  if (wait_ == Wait::probe) return;
  if (peer_ended_ && !probed_) {
    probed_ = true;
    return wait_for(Wait::probe, kUntilProbe);
  }
  wait_ = Wait::none;
  bench_.wheel.disarm(*this);
}

void Connection::wait_for(Wait wait, std::chrono::milliseconds time) {
  wait_ = wait;
  bench_.wheel.arm(*this, bench_.now + time.count());
}

}  // namespace expediter::http::detail
