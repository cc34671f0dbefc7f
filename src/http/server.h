#pragma once
// The HTTP/1.1 server: one event loop per thread, each with its own connections, spread evenly.
// It parses, limits, times out, pipelines and answers; it knows no route and no ticket.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "http/tls.h"

namespace expediter::http {

namespace detail {
class Connection;
class Inbox;
struct Promise;
struct Workbench;
}  // namespace detail

// A promise to answer later. Exactly one `answer` is sent; destroying it unanswered answers 500 through
// Handler::refuse. Movable; may be used from any thread, and may outlive the server. Answering after the
// client or the server has gone does nothing.
class Later {
 public:
  Later(Later&&) noexcept;
  Later& operator=(Later&&) noexcept;
  ~Later();
  void answer(Response response);  // Once; a second call does nothing.
  // Turns true when nobody can be answered any more, so that work for the answer's sake may end: the
  // connection broke, or the loop ended. A client that has only finished sending still waits. Good for as
  // long as it is held, from any thread.
  std::shared_ptr<const std::atomic<bool>> gone() const;

 private:
  friend class Exchange;
  explicit Later(std::shared_ptr<detail::Promise> promise);
  std::shared_ptr<detail::Promise> promise_;  // Null once it was kept.
};

// While it lives, the answers that its thread gives by Later wait for each other: they leave when it ends,
// and wake each loop once instead of each by itself. For moments; at most one at a time on a thread.
class AnswersTogether {
 public:
  AnswersTogether();
  ~AnswersTogether();
  AnswersTogether(const AnswersTogether&) = delete;
  AnswersTogether& operator=(const AnswersTogether&) = delete;

 private:
  friend class detail::Inbox;
  struct Held;
  std::unique_ptr<Held> held_;
};

// One request being answered. Valid only inside Handler::handle, on the loop's thread.
class Exchange {
 public:
  // The response that is sent when `handle` returns, unless `later` was called. Handed over cleared.
  Response& response() { return response_; }
  // Takes the answer out of this call: the connection waits (and later pipelined requests with it) until
  // Later::answer. Call at most once.
  Later later();
  // Whose the answer is, as a number other than 0: what waits for a client is counted by it too. See
  // Limits::held_shares.
  void belongs_to(std::uint64_t account) { account_ = account; }
  // Which loop this is, 0 … threads-1: an index for what a handler keeps per thread.
  unsigned loop() const;

  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

 private:
  friend class detail::Connection;
  Exchange(detail::Workbench& bench, Response& response, std::uint64_t connection)
      : bench_(bench), response_(response), connection_(connection) {}

  detail::Workbench& bench_;
  Response& response_;
  std::uint64_t connection_;
  std::uint64_t account_ = 0;
  std::shared_ptr<detail::Promise> promise_;  // Once `later` was called.
};

// Why the server itself refuses a request, before or instead of the handler.
enum class Refusal : std::uint8_t {
  bad_request,        // 400: not HTTP, a bad header, Content-Length with Transfer-Encoding, no Host
  timeout,            // 408: head or body did not arrive in time
  length_required,    // 411: HTTP/1.0 with a method that has a body, and no length
  body_too_large,     // 413
  target_too_long,    // 414
  headers_too_large,  // 431
  not_implemented,    // 501: a transfer coding we do not know
  version,            // 505: neither HTTP/1.0 nor HTTP/1.1
  overloaded,         // 503: too many connections, or too much held for them
  unanswered,         // 500: the handler threw, or dropped its Later
};

// What serves requests. One object serves all loops: its calls come from all their threads at once.
class Handler {
 public:
  virtual ~Handler() = default;
  // What it throws becomes Refusal::unanswered.
  virtual void handle(const Request& request, Exchange& exchange) = 0;
  // Writes the answer to a refused request. `response.status` is set already; of `request` there is what was
  // known when it was refused, its id always.
  // Where `handle` threw, std::current_exception() is what it threw. Throwing here sends an empty body.
  virtual void refuse(Refusal refusal, const Request& request, Response& response) = 0;
  // Called once for every answer, on the loop's thread, when it is on its way to the socket: logs and
  // metrics. `request` is the one answered (of a refused one, what was known of it); its body is gone by
  // then. `took` runs from the last byte of the request to this call. Must not throw.
  virtual void answered(const Request& request, int status, std::size_t response_bytes,
                        std::chrono::nanoseconds took) = 0;
};

// Every limit of the server, with its default.
struct Limits {
  std::size_t head_bytes = std::size_t{16} * 1024;    // Request line and headers: 431 past it.
  std::size_t target_bytes = std::size_t{8} * 1024;   // Request target: 414 past it.
  std::size_t body_bytes = std::size_t{1024} * 1024;  // 413 past it.
  // Over all loops; one more is answered 503 and closed, over TLS without the answer.
  std::size_t connections = std::size_t{16} * 1024;
  // What all connections together may hold of requests that are not whole yet and of answers that the clients
  // do not take. Past it, those that got no further for the longest time are cut off, and where none has
  // stood still, requests are answered 503.
  std::size_t held_bytes = std::size_t{256} * 1024 * 1024;
  // An address, and an account, may have one of so many parts of it. Past that it loses its connections that
  // got no further for the longest time; nobody else does.
  std::size_t held_shares = 4;
  // Times are kept to within a tenth of a second: never shorter, at most that much longer.
  std::chrono::milliseconds idle{75'000};  // Between requests; then closed without a word.
  // From the first byte of a head to its end: 408. A TLS handshake has as long, from the connection on.
  std::chrono::milliseconds head_wait{10'000};
  std::chrono::milliseconds body_wait{30'000};  // From the head's end to the body's: 408.
  std::chrono::milliseconds send_wait{30'000};  // Without progress in sending: closed.
  std::chrono::milliseconds drain{10'000};      // How long `stop` waits for answers to be made and taken.
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free port; ask `port()`.
  unsigned threads = 2;
  Limits limits;
  std::optional<TlsIdentity> tls;  // Where given, nothing but TLS is spoken.
  // Whose X-Forwarded-For and X-Forwarded-Proto are believed; nobody else's are.
  std::vector<AddressRange> trusted_proxies;
  // Header lines of every answer, each ended by "\r\n"; and further ones where the request came over TLS.
  std::string headers;
  std::string secure_headers;
  // Such as "/expediter": where the server stands below a path of a host that others share. Requests may come
  // with it or, where a proxy takes it off, without; handlers do not see it. "" where there is none.
  std::string base_path;
};

class Server {
 public:
  // Binds and listens; throws std::system_error that names the address where that fails, std::runtime_error
  // where certificate and key are unusable. `handler` outlives it.
  Server(ServerOptions options, Handler& handler);
  ~Server();  // As stop().
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start();                     // Starts the threads; returns at once. Once.
  std::uint16_t port() const;       // The port that is bound.
  std::size_t connections() const;  // Open now, over all loops.
  struct Statistics {
    std::size_t open = 0;
    std::uint64_t over_limit = 0;           // Refused: there were too many.
    std::uint64_t without_descriptors = 0;  // Refused: file descriptors ran short.
    bool full = false;                      // There are as many as may be.
    bool short_of_descriptors = false;      // Nearly all are in use.
  };
  Statistics statistics() const;
  // What new connections are shown from now on; open ones go on. Throws std::runtime_error, and then changes
  // nothing. Only where `tls` was given. From any thread.
  void replace_identity(const TlsIdentity& identity);
  // Stops accepting and joins. Requests that have arrived whole are answered (within Limits::drain); every
  // other connection closes at once, in the middle of a request too. Idempotent; from any thread but a
  // loop's.
  void stop();
  // From now on a stop waits for nothing: what is not answered by then never is. From any thread.
  void hurry();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace expediter::http
