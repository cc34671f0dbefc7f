#include "api/api.h"

#include <cstring>
#include <utility>

#include "api/log_failure.h"
#include "base/random.h"
#include "base/text.h"
#include "http/preferences.h"

namespace expediter::api {

namespace {

using base::Error;
using base::ErrorCode;
using http::Method;

bool is_write(Method method) {
  return method == Method::post || method == Method::put || method == Method::patch || method == Method::del;
}

bool is_in_api(const http::Request& request) {
  return request.path == "/api" || request.path.starts_with("/api/");
}

// Whether whoever takes the route may be guessing at a password, a code or a link.
bool is_attempt(const Route& route) {
  return route.need.kind == Need::Kind::anyone && is_write(route.method);
}

RateLimiter::Time monotonic_time() {
  return std::chrono::steady_clock::now().time_since_epoch();
}

// Why this thread refuses the request at hand; of use to `answered`, which comes next on it.
thread_local std::string_view refused_for;

// `wait`: as RateLimiter::take answers.
void require_room(const std::optional<RateLimiter::Time>& wait, std::string_view reason) {
  if (!wait) return;
  refused_for = reason;
  throw Error{ErrorCode::rate_limited}.retry_after(std::chrono::ceil<std::chrono::seconds>(*wait));
}

// Nobody shall know which keys share a limiter's memory.
std::uint64_t random_seed() {
  const std::string bytes = base::random_bytes(sizeof(std::uint64_t));
  std::uint64_t seed = 0;
  std::memcpy(&seed, bytes.data(), sizeof seed);
  return seed;
}

Credentials credentials_of(const http::Request& request) {
  constexpr std::string_view kBearer = "Bearer ";
  Credentials credentials;
  const std::string_view authorization = request.header("Authorization");
  if (base::equal_ignoring_ascii_case(authorization.substr(0, kBearer.size()), kBearer))
    credentials.bearer = base::trim(authorization.substr(kBearer.size()));
  credentials.access_cookie = find_cookie(request.header("Cookie"), "access_token_cookie");
  return credentials;
}

void require_csrf(const http::Request& request, const service::Caller& caller) {
  if (caller.by_token() || !is_write(request.method)) return;
  const std::string_view token = request.header("X-XSRF-TOKEN");
  if (token.empty()) throw Error{ErrorCode::csrf_missing};
  if (!base::equal_constant_time(token, caller.csrf_access)) throw Error{ErrorCode::csrf_invalid};
}

void require_need(const Need& need, const service::Caller& caller) {
  const bool lacking = (need.kind == Need::Kind::privilege && !caller.may(need.area, need.level)) ||
                       (need.kind == Need::Kind::session && caller.by_token()) ||
                       (need.kind == Need::Kind::superuser && !caller.superuser());
  if (lacking) throw Error{ErrorCode::user_not_privileged};
}

Finish finish_of(const Route& route, const http::Request& request) {
  const bool is_read = route.method == Method::get;
  Finish finish;
  finish.tagged = is_tagged(route) && !route.doc.tagged;
  if (finish.tagged && is_read) finish.if_none_match = request.header("If-None-Match");
  finish.listed = is_read && route.doc.shape == Shape::list;
  finish.takes_gzip = finish.listed && http::accepts_coding(request.header("Accept-Encoding"), "gzip");
  return finish;
}

// What has no version is no version that a client knows: the request must not be done (RFC 9110, 13.1.1).
void refuse_versions(const http::Request& request) {
  if (request.has_header("If-Match") && base::trim(request.header("If-Match")) != "*")
    throw Error{ErrorCode::ticket_changed, "If-Match names a version, and what is asked for has none."};
}

ErrorCode code_of(http::Refusal refusal) {
  switch (refusal) {
    case http::Refusal::bad_request:
      return ErrorCode::request_invalid;
    case http::Refusal::timeout:
      return ErrorCode::request_timeout;
    case http::Refusal::length_required:
      return ErrorCode::length_required;
    case http::Refusal::body_too_large:
      return ErrorCode::body_too_large;
    case http::Refusal::target_too_long:
      return ErrorCode::target_too_long;
    case http::Refusal::headers_too_large:
      return ErrorCode::headers_too_large;
    case http::Refusal::not_implemented:
      return ErrorCode::not_implemented;
    case http::Refusal::version:
      return ErrorCode::http_version;
    case http::Refusal::overloaded:
      return ErrorCode::overloaded;
    case http::Refusal::unanswered:
      return ErrorCode::internal;
  }
  return ErrorCode::internal;
}

}  // namespace

Api::Api(Services& services, const ApiOptions& options)
    : services_(services),
      options_(options),
      router_(routes()),
      metrics_(routes(), options.loops),
      cors_(options.origins),
      attempts_(options.rates.attempts, random_seed()),
      by_address_(options.rates.per_address, random_seed()),
      by_account_(options.rates.per_account, random_seed()),
      refusals_(random_seed()),
      loops_(options.loops) {
  services_.metrics = &metrics_;
  for (Loop& loop : loops_) loop.reader = services_.database.open_reader();
}

Api::~Api() {
  services_.metrics = nullptr;
}

std::string Api::cors_lines(const http::Request& request) const {
  return cors_.is_off() || !is_in_api(request) ? std::string{} : cors_.lines_for(request);
}

void Api::handle(const http::Request& request, http::Exchange& exchange) {
  const auto began = std::chrono::steady_clock::now();
  Loop& loop = loops_[exchange.loop()];
  Call call{request, exchange, services_, *loop.reader};
  try {
    call.further_lines_ = cors_lines(request);
    call.from_admitted_page_ = cors_.admits(request);
    dispatch(call, loop);
  } catch (const Error& error) {
    log_failure(error, request.id);
    answer_error(call.response(), error, request.id);
  } catch (const std::exception& error) {
    const Error internal = Error{ErrorCode::internal}.because(error.what());
    log_failure(internal, request.id);
    answer_error(call.response(), internal, request.id);
  }
  if (!call.left_) answer_now(call);
  metrics_.count_held(std::chrono::steady_clock::now() - began);
}

// Finishes what the handler answered at once.
void Api::answer_now(Call& call) {
  http::Response& response = call.response();
  finish_answer(response, call.finish_);
  if (is_worth_packing(response, call.finish_)) return call.pack_on_worker();
  response.headers += call.further_lines_;
  add_safety(response);
}

void Api::dispatch(Call& call, Loop& loop) {
  const http::Request& request = call.request();
  if (by_address_.limits()) limit_address(by_address_, request, "rate");
  const Match match = router_.match(request.path);
  if (match.methods.empty()) return serve_elsewhere(call);
  if (request.method == Method::options) {
    call.response().status = 204;
    call.response().content_type = "";
    if (!cors_.is_off()) call.further_lines_ += cors_.preflight_lines(request, match.allow());
    return call.response().add_header("Allow", match.allow());
  }
  const Route* route = match.find(request.method);
  if (route == nullptr) {
    call.response().add_header("Allow", match.allow());
    throw Error{ErrorCode::method_not_allowed};
  }
  if (attempts_.limits() && is_attempt(*route)) limit_address(attempts_, request, "attempts");
  if (!http::accepts_type(request.header("Accept"), route->doc.media_type))
    throw Error{ErrorCode::not_acceptable, "Only " + std::string{route->doc.media_type} + " is served here."};
  call.path_values_ = match.values;
  call.finish_ = finish_of(*route, request);
  if (route->need.kind != Need::Kind::anyone) identify(call, loop, route->need);
  if (is_write(request.method) && !route->doc.guarded) refuse_versions(request);
  route->handle(call);
}

void Api::identify(Call& call, Loop& loop, const Need& need) {
  const http::Request& request = call.request();
  const Credentials credentials = credentials_of(request);
  if (credentials.token().empty()) throw Error{ErrorCode::session_missing};
  const std::uint64_t epoch = services_.database.writer().accounts_epoch();
  call.caller_ = loop.callers.find(credentials, epoch, services_.clock.now());
  if (call.caller_ == nullptr)
    call.caller_ = &loop.callers.keep(credentials, epoch, options_.identify(*loop.reader, credentials));
  call.exchange_.belongs_to(rate_key(call.caller().user_id));
  if (by_account_.limits())
    require_room(by_account_.take(rate_key(call.caller().user_id), monotonic_time()), "account");
  require_csrf(request, call.caller());
  require_need(need, call.caller());
}

void Api::limit_address(RateLimiter& limiter, const http::Request& request, std::string_view reason) {
  if (!request.address.is_loopback())
    require_room(limiter.take(rate_key(request.address), monotonic_time()), reason);
}

void Api::serve_elsewhere(Call& call) {
  const http::Request& request = call.request();
  if (!is_in_api(request) && options_.static_files && options_.static_files(request, call.response())) return;
  throw Error{ErrorCode::route_not_found};
}

void Api::refuse(http::Refusal refusal, const http::Request& request, http::Response& response) {
  Error error{code_of(refusal)};
  // Where the handler threw, it told the log itself; what was dropped has no other trace.
  if (refusal == http::Refusal::unanswered)
    log_failure(Error{error}.because("no answer was given"), request.id);
  if (refusal == http::Refusal::overloaded) error = std::move(error).retry_after(std::chrono::seconds{1});
  answer_error(response, error, request.id);
  response.headers += cors_lines(request);
  add_safety(response);
}

// What succeeded was no attempt at guessing. Only a request that was counted can be answered 200.
void Api::forgive_attempt(const Route* route, const http::Request& request) {
  if (route != nullptr && is_attempt(*route) && !route->doc.rationed && !request.address.is_loopback())
    attempts_.give_back(rate_key(request.address));
}

void Api::answered(const http::Request& request, int status, std::size_t response_bytes,
                   std::chrono::nanoseconds took) {
  const Match match = router_.match(request.path);
  if (attempts_.limits() && status == 200 && is_write(request.method))
    forgive_attempt(match.find(request.method), request);
  const std::string_view reason = std::exchange(refused_for, {});
  if (status == 429) refusals_.tell(request, reason.empty() ? "locked" : reason);
  metrics_.count(match.methods.empty() ? nullptr : match.methods.front(), request.method, status,
                 response_bytes, took);
  if (options_.logged == LoggedRequests::all || (options_.logged == LoggedRequests::errors && status >= 500))
    log_request(request, status, response_bytes, took);
}

}  // namespace expediter::api
