#pragma once
// One request on its way through the API: what a handler is given, and how it answers.

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/answers.h"
#include "api/byte_budget.h"
#include "api/list_cache.h"
#include "api/slow_questions.h"
#include "api/worker_pool.h"
#include "base/clock.h"
#include "http/server.h"
#include "schema/patch.h"
#include "service/caller.h"
#include "service/idempotency.h"
#include "service/session_settings.h"
#include "service/sessions.h"
#include "service/tickets.h"
#include "service/vault.h"
#include "store/count_memory.h"
#include "store/database.h"
#include "store/ticket_text.h"

namespace expediter::net {
class MailQueue;
}

namespace expediter::api {

class Metrics;
struct Route;

// Past these an export is refused.
struct ExportLimits {
  std::int64_t rows = 0;
  std::size_t bytes = 0;
  ByteBudget untaken;  // By all their clients together.
};

// What all handlers share. Everything in it is safe from any thread.
struct Services {
  store::Database& database;
  const base::Clock& clock;
  WorkerPool& workers;
  ListCache& lists;
  store::CountMemory& counts;
  std::string cursor_key;
  service::TicketPolicy tickets;
  ExportLimits exports;
  std::size_t max_body = 0;  // Bytes of a request's body, unpacked.
  service::SigningKeys signing_keys;
  service::SessionSettings sessions;
  service::Vault vault;
  net::MailQueue* mail = nullptr;  // Outlives all calls.
  std::string public_url = {};     // What links in mail begin with, without a slash at the end.
  std::string base_path = {};      // As http::ServerOptions::base_path.
  // Cookies carry `Secure` where the request came over TLS; these say otherwise.
  bool secure_cookies = false;
  bool never_secure_cookies = false;
  SlowQuestions slow_questions = {};
  // For GET /metrics and GET /readyz. Set before the server starts.
  const Metrics* metrics = nullptr;
  std::function<http::Server::Statistics()> http_statistics = nullptr;
  std::atomic<bool> leaving = false;                 // The server is about to stop.
  std::atomic<std::int64_t> certificate_expiry = 0;  // In Unix time; 0 without TLS.
};

// An answer that leaves later, from any thread. Sends exactly one.
class PendingAnswer {
 public:
  // `further_lines`: header lines that the answer has besides its own.
  // `finish`: what is done to the answer before.
  PendingAnswer(http::Later later, std::string request_id, std::string further_lines, Finish finish)
      : later_(std::move(later)),
        request_id_(std::move(request_id)),
        further_lines_(std::move(further_lines)),
        finish_(std::move(finish)) {}
  void send(http::Response response);
  // Sends one that is finished, packed or not.
  void send_as_it_is(http::Response response);
  // Answers the error, and logs its cause where it is ours.
  void fail(const base::Error& error);
  const std::string& request_id() const { return request_id_; }
  // As http::Later::gone.
  std::shared_ptr<const std::atomic<bool>> gone() const { return later_.gone(); }

 private:
  http::Later later_;
  std::string request_id_;
  std::string further_lines_;
  Finish finish_;
};

// What is known of a question to the database before it is asked.
struct Question {
  // Equal for questions that cost alike: one that took too long for a loop is not tried there again for a
  // while. "" where it costs little whatever is stored.
  std::string shape = {};
  // Whether it takes too long surely, as of a moment. May be null.
  std::function<bool(const store::Snapshot&)> is_slow = nullptr;
};

class Call {
 public:
  Call(const http::Request& request, http::Exchange& exchange, Services& services, store::Reader& reader)
      : request_(request), exchange_(exchange), services_(services), reader_(reader) {}

  const http::Request& request() const { return request_; }
  http::Response& response() { return exchange_.response(); }
  Services& services() const { return services_; }
  store::Reader& reader() { return reader_; }  // Of this thread.
  // Of a route that needs somebody signed in.
  const service::Caller& caller() const { return *caller_; }
  // Whether a page of an admitted origin asks, which may read no cookie of ours; see Cors.
  bool from_admitted_page() const { return from_admitted_page_; }
  // The text in the place of the route's n-th braces.
  std::string_view path_value(std::size_t n) const { return path_values_[n]; }

  // The request body, unpacked where it came as gzip. Throws media_type_unsupported for another coding, and
  // body_too_large where it unpacks to more than may be sent unpacked.
  std::string_view body() const;
  // The same as a JSON object, without the byte order mark that some clients begin it with. Throws as
  // parse_json_object, and media_type_unsupported.
  schema::Json json() const;
  // The body as a patch of an entity; throws the entity's error with every violation.
  template <class Entity>
  schema::Patch<Entity> patch(schema::Intent intent) const {
    base::Violations violations;
    auto read = schema::read_patch<Entity>(json(), intent, violations);
    if (!violations.empty()) throw base::Error{schema::FieldTable<Entity>::invalid, std::move(violations)};
    return read;
  }
  // The Idempotency-Key header with what it stands for; throws idempotency_key_invalid.
  service::IdempotencyKey idempotency_key() const;

  // Takes the answer out of the handler: it leaves through the result.
  PendingAnswer later() {
    left_ = true;
    return {exchange_.later(), std::string{request_.id}, further_lines_, finish_};
  }

  // Whence this request came, for changes that are made with it. Where a session may be opened:
  // sign_in_origin.
  store::Origin origin() const { return {.address = std::string{request_.peer}}; }

  // Hands a change to the writer and answers with what `render(http::Response&, Result&)` makes of its
  // result.
  template <class Apply, class Render>
  void write(Apply apply, Render render) {
    using Result = std::invoke_result_t<Apply, store::WriteContext&>;
    // Shared, for one reason: where the queue is full, submit throws and the answer is needed here.
    auto pending = std::make_shared<PendingAnswer>(later());
    try {
      services_.database.writer().submit(
          [apply = std::move(apply), from = origin()](store::WriteContext& context) {
            context.set_origin(from);
            return apply(context);
          },
          [pending, render = std::move(render)](store::Outcome<Result> outcome) mutable {
            if (const auto* error = std::get_if<base::Error>(&outcome)) return pending->fail(*error);
            http::Response response;
            render(response, std::get<Result>(outcome));
            pending->send(std::move(response));
          });
    } catch (const base::Error& error) {
      pending->fail(error);
    }
  }

  // The same for a change that may take words of a ticket with long notes from the search index: those are
  // read on a worker first, by `foresee(sql::Connection&)`, so that no other change waits for it.
  template <class Foresee, class Apply, class Render>
  void write_foreseeing(domain::TicketId ticket, Foresee foresee, Apply apply, Render render) {
    if (!store::has_much_to_lose(reader_.connection(), ticket))
      return write(std::move(apply), std::move(render));
    on_worker([&services = services_, foresee = std::move(foresee), apply = std::move(apply),
               render = std::move(render), from = origin()](store::Reader& reader, http::Response& response) {
      auto foreseen = foresee(reader.snapshot().db());
      auto result = services.database.writer().run([&](store::WriteContext& context) {
        context.set_origin(from);
        context.set_foreseen(foreseen);
        return apply(context);
      });
      render(response, result);
    });
  }

  // Answers with what `answer` reads and makes of one moment: here where that ends within what a loop has for
  // one request (5 ms), else anew on a worker. `answer` keeps nothing of this call that it has not copied,
  // and leaves no trace in memory when a statement of its leaves with store::OutOfTime.
  void read(Question question, std::function<void(const store::Snapshot&, http::Response&)> answer);

  // Whose work a worker does for this call: the account's, or the address' where nobody is signed in.
  WorkOwner work_owner() const;
  // Runs `work(store::Reader&, http::Response&)` on a worker and sends what it made. `work` keeps nothing of
  // this call that it has not copied. It is not begun where the client has gone by then (http::Later::gone).
  // Reading ends then too, and after `timeouts.query` with 503 query_too_slow, and when the server stops.
  // Work with Load::account does not end before it is done: it may change things. `known`: the account that
  // this call is for, where its client is known to it though nobody is signed in: it is preferred.
  void on_worker(std::function<void(store::Reader& reader, http::Response& response)> work,
                 Load load = Load::usual, std::optional<std::int64_t> known = std::nullopt);

 private:
  friend class Api;
  // Has a worker pack the answer that is complete; where none is free it leaves as it is.
  void pack_on_worker();
  const http::Request& request_;
  mutable std::optional<std::string> unpacked_;  // Of a body that came packed.
  http::Exchange& exchange_;
  Services& services_;
  store::Reader& reader_;
  const service::Caller* caller_ = nullptr;
  std::array<std::string_view, 2> path_values_;
  std::string further_lines_;  // What CORS adds to the answer; mostly nothing.
  bool from_admitted_page_ = false;
  Finish finish_;
  bool left_ = false;  // The answer comes later.
};

}  // namespace expediter::api
