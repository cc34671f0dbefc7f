// From an answer to the socket.
#include <sys/uio.h>

#include <algorithm>
#include <array>

#include "http/connection.h"

namespace expediter::http::detail {
namespace {

// How long, after the last answer, the client may go on sending before it is cut off.
constexpr std::chrono::seconds kLinger{10};
// A longer rest of a body is taken over, a shorter one copied.
constexpr std::size_t kTakenOver = std::size_t{32} * 1024;

iovec piece_of(std::string_view bytes) {
  return {const_cast<char*>(bytes.data()), bytes.size()};  // Only read from.
}

}  // namespace

bool Connection::has_unsent() const {
  return unsent_at_ < unsent_.size() || !unsent_tail_.empty();
}

// Sends bench.out and `body` behind it. Of before there may be unsent bytes, of a request that is answered
// late, but no unsent body (see can_work). What the socket does not take is kept: `owner` is the response
// that `body` is the body of, or null for a body that outlives the server.
void Connection::send(std::string_view body, Response* owner) {
  Bytes& out = bench_.out;
  if (!is_open()) return out.clear();
  const std::array<iovec, 2> pieces = {piece_of(out.view()), piece_of(body)};
  const Moved moved = has_unsent() ? Moved{Moved::Outcome::drained, 0}
                                   : transport_.send({pieces.data(), body.empty() ? 1U : 2U});
  if (moved.outcome == Moved::Outcome::broken) {
    out.clear();
    return close();
  }
  std::size_t sent = moved.bytes;
  if (sent < out.size()) {
    unsent_.append(out.view().substr(sent));
    sent = 0;
  } else {
    sent -= out.size();
  }
  out.clear();
  const std::string_view left = body.substr(sent);
  if (!left.empty()) {
    if (owner == nullptr) {
      unsent_tail_ = left;
    } else if (left.size() >= kTakenOver) {
      unsent_body_ = std::move(owner->body);
      unsent_tail_ = left;
    } else {
      unsent_.append(left);
    }
    if (owner != nullptr) until_sent_ = std::move(owner->until_sent);
  }
  got_further_ = true;
  if (has_unsent()) wait_for(Wait::send, bench_.limits.send_wait);
}

void Connection::flush() {
  if (!bench_.out.empty()) send({}, nullptr);
}

void Connection::send_unsent() {
  const std::array<iovec, 2> pieces = {piece_of(unsent_.view().substr(unsent_at_)), piece_of(unsent_tail_)};
  const Moved moved = transport_.send(pieces);
  if (moved.outcome == Moved::Outcome::broken) return close();
  if (moved.bytes > 0) {
    got_further_ = true;
    wait_for(Wait::send, bench_.limits.send_wait);
  }
  const std::size_t first = std::min(moved.bytes, pieces[0].iov_len);
  unsent_at_ += first;
  unsent_tail_.remove_prefix(moved.bytes - first);
  if (has_unsent()) return;
  unsent_.release();
  unsent_at_ = 0;
  std::string().swap(unsent_body_);  // Assigning would keep the memory.
  until_sent_.reset();
  wait_ = Wait::none;
}

// After the last answer was sent: closes, or lingers where closing would throw away what the client has not
// read yet, which the system does to a connection that is closed with input still unread.
void Connection::end_if_due(bool more_input) {
  if (!is_open() || !closing_ || has_unsent() || phase_ != Phase::head) return;
  if (!lingers_ && !more_input && !readable_) return close();
  transport_.end_sending();
  phase_ = Phase::lingering;
  input_.release();
  linger_until_ = bench_.now + std::chrono::milliseconds(kLinger).count();
  wait_for(Wait::linger, kLingerQuiet);
}

}  // namespace expediter::http::detail
