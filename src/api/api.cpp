#include "api/api.h"

#include "api/log_failure.h"
#include "base/random.h"
#include "base/text.h"

namespace expediter::api {

namespace {

using base::Error;
using base::ErrorCode;
using http::Method;

bool is_write(Method method) {
  return method == Method::post || method == Method::put || method == Method::patch || method == Method::del;
}

Credentials credentials_of(const http::Request& request) {
  constexpr std::string_view kBearer = "Bearer ";
  Credentials credentials;
  const std::string_view authorization = request.header("Authorization");
  if (base::equal_ignoring_ascii_case(authorization.substr(0, kBearer.size()), kBearer))
    credentials.bearer = authorization.substr(kBearer.size());
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
  if (need.kind == Need::Kind::privilege && !caller.may(need.area, need.level))
    throw Error{ErrorCode::user_not_privileged};
}

// Whether one range of an Accept header, such as `text/html;q=0.8`, admits JSON.
bool range_admits_json(std::string_view range) {
  const std::size_t end = std::min(range.find(';'), range.size());
  const std::string_view type = base::trim(range.substr(0, end));
  if (type != "*/*" && type != "application/*" && !base::equal_ignoring_ascii_case(type, "application/json"))
    return false;
  // A weight of zero says: not this.
  const std::size_t weight = range.find("q=", end);
  return weight == std::string_view::npos ||
         range.find_first_of("123456789", weight) != std::string_view::npos;
}

// Whether an Accept header admits JSON; an absent one does.
bool accepts_json(std::string_view accept) {
  if (accept.empty()) return true;
  for (std::size_t begin = 0; begin < accept.size();) {
    const std::size_t end = std::min(accept.find(',', begin), accept.size());
    if (range_admits_json(accept.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
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
    : services_(services), options_(options), router_(routes()), loops_(options.loops) {
  for (Loop& loop : loops_) loop.reader = services_.database.open_reader();
}

void Api::handle(const http::Request& request, http::Exchange& exchange) {
  Loop& loop = loops_[exchange.loop()];
  Call call{request, exchange, services_, *loop.reader};
  try {
    dispatch(call, loop);
  } catch (const Error& error) {
    log_failure(error, request.id);
    answer_error(call.response(), error, request.id);
  } catch (const std::exception& error) {
    const Error internal = Error{ErrorCode::internal}.because(error.what());
    log_failure(internal, request.id);
    answer_error(call.response(), internal, request.id);
  }
}

void Api::dispatch(Call& call, Loop& loop) {
  const http::Request& request = call.request();
  const Match match = router_.match(request.path);
  if (match.methods.empty()) return serve_elsewhere(call);
  if (request.method == Method::options) {
    call.response().status = 204;
    call.response().content_type = "";
    return call.response().add_header("Allow", match.allow());
  }
  const Route* route = match.find(request.method);
  if (route == nullptr) {
    call.response().add_header("Allow", match.allow());
    throw Error{ErrorCode::method_not_allowed};
  }
  if (!accepts_json(request.header("Accept"))) throw Error{ErrorCode::not_acceptable};
  call.path_values_ = match.values;
  if (route->need.kind != Need::Kind::anyone) {
    const Credentials credentials = credentials_of(request);
    const std::string_view token =
        credentials.bearer.empty() ? credentials.access_cookie : credentials.bearer;
    if (token.empty()) throw Error{ErrorCode::session_missing};
    const std::uint64_t epoch = services_.database.writer().accounts_epoch();
    call.caller_ = loop.callers.find(token, epoch, services_.clock.now());
    if (call.caller_ == nullptr)
      call.caller_ =
          &loop.callers.keep(token, epoch, options_.identify(loop.reader->connection(), credentials));
    require_csrf(request, call.caller());
    require_need(route->need, call.caller());
  }
  route->handle(call);
}

void Api::serve_elsewhere(Call& call) {
  const http::Request& request = call.request();
  const bool in_api = request.path == "/api" || request.path.starts_with("/api/");
  if (!in_api && options_.static_files && options_.static_files(request, call.response())) return;
  throw Error{ErrorCode::route_not_found};
}

void Api::refuse(http::Refusal refusal, std::string_view id, http::Response& response) {
  Error error{code_of(refusal)};
  if (refusal == http::Refusal::overloaded) error = std::move(error).retry_after(std::chrono::seconds{1});
  answer_error(response, error, id);
}

void Api::answered(const http::Request&, int, std::size_t, std::chrono::nanoseconds) {}

}  // namespace expediter::api
