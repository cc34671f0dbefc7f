#pragma once
// One client's connection: reads requests, has them answered in their order, and sends the answers.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "http/bytes.h"
#include "http/chunked_decoder.h"
#include "http/inbox.h"
#include "http/timer_wheel.h"
#include "http/transport.h"
#include "http/workbench.h"

namespace expediter::http::detail {

// Belongs to one loop and its thread. The object is used again for a later client under another id.
//
// The socket is watched edge-triggered, for reading and writing at once, by a single epoll registration.
// Reading stops while an answer is outstanding or the client does not take what was sent, so what one client
// can make the server hold is bounded by one read, one request and one answer.
class Connection final : public Timed {
 public:
  Connection(Workbench& bench, ConnectionId id) : bench_(bench), id_(id) {}

  ConnectionId id() const { return id_; }
  bool is_open() const { return phase_ != Phase::closed; }
  int socket() const { return transport_.socket(); }

  void open(Transport transport, std::string peer);
  void refuse_overloaded();  // Instead of serving: says 503 and ends.
  void refuse_briefly();     // The same, without waiting for the client to see it: nothing is kept open.
  void on_events(std::uint32_t events);
  void on_turn();  // After `bench.again`.
  void on_late_answer(LateAnswer& late);
  void on_deadline() override;
  // The server stops. What has arrived whole is answered, and then the connection closes; who has not
  // finished a request is cut off at once. Nothing is received any more.
  void on_stop();
  // Whether it can end between two events of its own: no handler works for it.
  bool can_be_cut() const { return is_open() && phase_ != Phase::answering; }
  // Ends it for what it holds, which is free at once. Not from within a call of its own.
  void cut();
  // Ends the connection. Its buffers stay: a request that is being answered may still be looked at.
  void close();
  // Later, with no call on the stack: frees what it held, ready for the client that will have the id `next`.
  void retire(ConnectionId next);

 private:
  enum class Phase : std::uint8_t {
    closed,
    head,       // Reading, or waiting for, a request's head.
    body,       // The head is there, the body is not.
    answering,  // Waiting for Later::answer; `input_` begins with the request.
    lingering,  // All is sent; reading on so that the client gets to see it.
  };
  enum class Wait : std::uint8_t { none, idle, head, body, send, linger, probe };

  // Lingering ends when nothing came for so long.
  static constexpr std::chrono::milliseconds kLingerQuiet{1000};

  // Received bytes being worked on: the loop's scratch, or `input_` where something was kept from before.
  struct Window {
    char* bytes = nullptr;
    std::size_t size = 0;
    std::size_t at = 0;  // Where the request being read begins.
    bool own = false;
    bool head_parsed = false;  // bench.head is of the request at `at`.
  };

  // input.cpp: from the socket to a whole request.
  void drive();
  bool receive(Window& window);
  bool can_work() const;
  void work(Window window);
  bool begin_request(Window& window);
  bool take_body(Window& window);
  bool take_chunks(Window& window);
  void continue_body(const Window& window);
  void keep(const Window& window);
  void discard_input();
  void rest();
  void rest_answering();
  void count_held();
  bool make_room();
  bool refuse_if_full();
  void wait_for(Wait wait, std::chrono::milliseconds time);

  // connection.cpp: from a request to its answer, and the end.
  void release();
  void serve(Window& window);
  void answer(Request& request, Response& response);
  void refuse(Refusal refusal);
  void fill_refusal(Refusal refusal, const Request& request, Response& response);
  void complete(Request& request);
  void probe();

  // output.cpp: from an answer to the socket.
  void send(std::string_view body, Response* owner);
  void flush();
  void send_unsent();
  bool has_unsent() const;
  void end_if_due(bool more_input);

  Workbench& bench_;
  ConnectionId id_;
  Transport transport_;
  std::string peer_;
  Address address_;        // The same as a number.
  bool by_proxy_ = false;  // The peer is a trusted proxy.
  Owners owners_;          // Of what is held for the present request and its answer.
  Phase phase_ = Phase::closed;
  Wait wait_ = Wait::none;
  Millis linger_until_ = 0;  // However much still comes.
  bool readable_ = false;    // The socket may hold input.
  bool peer_ended_ = false;  // epoll said that the peer sends no more: read on to its end.
  bool probed_ = false;      // Whether it is still there was asked, or will be.
  bool yielded_ = false;     // Stands in bench.again.
  bool sealed_ = false;      // The server stops: nothing more is received.
  bool closing_ = false;     // No request after the present one.
  bool lingers_ = false;     // The client may still be sending: do not cut its answer off.
  unsigned budget_ = 0;      // Requests until others get their turn.

  Bytes input_;                    // What was received and not yet used; nothing while idle.
  std::size_t scanned_ = 0;        // So far no end of a head in input_.
  std::size_t head_bytes_ = 0;     // Of the request in phase body or answering.
  std::size_t body_bytes_ = 0;     // Its body's length.
  std::size_t request_bytes_ = 0;  // All of it, as received.
  Holders::Place place_;           // What bench.holders knows of it.
  bool got_further_ = false;       // Since it was counted last.
  bool answered_ = false;          // At least once.
  bool came_back_ = false;         // With a request, after it had taken the answer before.
  bool chunked_ = false;
  ChunkedDecoder chunks_;
  RequestIds::Text request_id_{};
  std::chrono::steady_clock::time_point started_;
  std::shared_ptr<Promise> promise_;  // In phase answering.

  Bytes unsent_;                  // What the socket did not take …
  std::size_t unsent_at_ = 0;     // … from here on,
  std::string unsent_body_;       // then this, a long body that was not copied,
  std::string_view unsent_tail_;  // of which, or of a static body, this is left.
  std::shared_ptr<void> until_sent_;
};

}  // namespace expediter::http::detail
