#pragma once
// The API: the handler behind the HTTP server. It finds the route, knows the caller, checks what the route
// needs, lets the route's function work, and is the one place where an Error becomes an answer.

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "api/caller_cache.h"
#include "api/cors.h"
#include "api/metrics.h"
#include "api/rate_limiter.h"
#include "api/refusal_log.h"
#include "api/request_log.h"
#include "api/router.h"
#include "http/server.h"

namespace expediter::api {

// What is served besides the API: the page. Called on a loop's thread for paths outside /api that no route
// has; returns whether it answered.
using StaticFiles = std::function<bool(const http::Request& request, http::Response& response)>;

// Past a limit, a request is answered 429. Those by address do not count this machine's own, from where
// scripts work and where a proxy that nobody told us of would make all clients look like one.
struct RateLimits {
  Rate attempts;  // Of an address, at what asks for no session and writes: sign-ins and the like that fail.
  Rate per_address;  // Requests of any kind.
  Rate per_account;  // Requests under its sessions and API tokens.
};

struct ApiOptions {
  unsigned loops = 2;
  Identify identify;
  StaticFiles static_files;  // May be empty.
  LoggedRequests logged = LoggedRequests::off;
  RateLimits rates = {};
  std::vector<std::string> origins = {};  // Of pages that may use the API; see Cors.
};

class Api final : public http::Handler {
 public:
  // `services` outlives it; until the end of this it shows the metrics kept here.
  Api(Services& services, const ApiOptions& options);
  ~Api() override;
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;

  void handle(const http::Request& request, http::Exchange& exchange) override;
  void refuse(http::Refusal refusal, const http::Request& request, http::Response& response) override;
  void answered(const http::Request& request, int status, std::size_t response_bytes,
                std::chrono::nanoseconds took) override;

 private:
  // What each loop keeps for itself.
  struct Loop {
    std::unique_ptr<store::Reader> reader;
    CallerCache callers;
  };
  void dispatch(Call& call, Loop& loop);
  static void answer_now(Call& call);
  void identify(Call& call, Loop& loop, const Need& need);
  void forgive_attempt(const Route* route, const http::Request& request);
  static void limit_address(RateLimiter& limiter, const http::Request& request, std::string_view reason);
  void serve_elsewhere(Call& call);
  // Header lines that let a page of another origin read the answer; none where it may not.
  std::string cors_lines(const http::Request& request) const;

  Services& services_;
  ApiOptions options_;
  Router router_;
  Metrics metrics_;
  Cors cors_;
  RateLimiter attempts_;
  RateLimiter by_address_;
  RateLimiter by_account_;
  RefusalLog refusals_;
  std::vector<Loop> loops_;
};

}  // namespace expediter::api
