#include "api/call.h"

#include <algorithm>

#include "api/log_failure.h"
#include "api/rate_limiter.h"
#include "base/random.h"
#include "base/text.h"
#include "http/content_coding.h"
#include "store/budget.h"

namespace expediter::api {

using base::Error;
using base::ErrorCode;

namespace {

Error stopping() {
  return Error{ErrorCode::overloaded, "The server is stopping; try again shortly."}
      .because("the server stops")
      .retry_after(std::chrono::seconds{5});
}

Error displaced() {
  return Error{ErrorCode::overloaded}
      .because("its owner has the most waiting, and others need the place")
      .retry_after(std::chrono::seconds{1});
}

// The answer to a question that was given up.
Error too_slow(const WorkerPool& workers) {
  if (workers.ending()) return stopping();
  // Without Retry-After: clients that heed it would ask the same again by themselves.
  return Error{ErrorCode::query_too_slow}.because("the query's time was spent");
}

}  // namespace

namespace {

struct Parameter {
  std::string_view name;
  std::string value;  // Without quotes and backslashes.
};

// Takes the parameter off `rest` that it begins with, `; name=value` or `; name="value"` (RFC 9110, 5.6.6);
// false where none stands there. An empty one has no name.
bool take_parameter(std::string_view& rest, Parameter& parameter) {
  rest = base::trim(rest);
  if (!rest.starts_with(';')) return false;
  rest = base::trim(rest.substr(1));
  parameter.value.clear();
  parameter.name = rest.substr(0, rest.find_first_of(";=\" \t"));
  rest.remove_prefix(parameter.name.size());
  if (!rest.starts_with('=')) return true;
  rest.remove_prefix(1);
  if (!rest.starts_with('"')) {
    const std::string_view value = rest.substr(0, rest.find(';'));
    rest.remove_prefix(value.size());
    parameter.value = base::trim(value);
    return true;
  }
  std::size_t at = 1;
  for (; at < rest.size() && rest[at] != '"'; ++at) {
    if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
    parameter.value += rest[at];
  }
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return true;
}

// JSON has no charset, but clients name one: UTF-8 is what it is in (RFC 8259, 8.1). Other parameters, such
// as a profile, say nothing about how to read it.
bool is_json_in_utf8(std::string_view content_type) {
  const std::string_view whole = content_type.substr(0, content_type.find(';'));
  const std::string_view type = base::trim(whole);
  if (!base::equal_ignoring_ascii_case(type, "application/json") &&
      !base::equal_ignoring_ascii_case(type, "application/merge-patch+json"))
    return false;
  content_type.remove_prefix(whole.size());
  Parameter parameter;
  while (take_parameter(content_type, parameter)) {
    if (base::equal_ignoring_ascii_case(parameter.name, "charset") &&
        !base::equal_ignoring_ascii_case(parameter.value, "utf-8"))
      return false;
  }
  return content_type.empty();
}

}  // namespace

void PendingAnswer::fail(const Error& error) {
  log_failure(error, request_id_);
  http::Response response;
  answer_error(response, error, request_id_);
  send_as_it_is(std::move(response));
}

void PendingAnswer::send(http::Response response) {
  finish_answer(response, finish_);
  if (is_worth_packing(response, finish_)) pack_answer(response);
  send_as_it_is(std::move(response));
}

void PendingAnswer::send_as_it_is(http::Response response) {
  response.headers += further_lines_;
  add_safety(response);
  later_.answer(std::move(response));
}

void Call::pack_on_worker() {
  auto kept = std::make_shared<http::Response>(std::move(response()));
  auto pending = std::make_shared<PendingAnswer>(later());
  const auto send_unpacked = [kept, pending] { pending->send_as_it_is(std::move(*kept)); };
  try {
    const auto pack = [kept, pending](store::Reader&) {
      pack_answer(*kept);
      pending->send_as_it_is(std::move(*kept));
    };
    services_.workers.add(pack, Load::usual, work_owner(),
                          {.refuse = send_unpacked, .gone = pending->gone()});
  } catch (const Error&) {
    send_unpacked();
  }
}

std::string_view Call::body() const {
  const std::string_view coding = base::trim(request_.header("Content-Encoding"));
  if (coding.empty() || base::equal_ignoring_ascii_case(coding, "identity")) return request_.body;
  if (unpacked_) return *unpacked_;
  const bool is_gzip =
      base::equal_ignoring_ascii_case(coding, "gzip") || base::equal_ignoring_ascii_case(coding, "x-gzip");
  if (!is_gzip) throw Error{ErrorCode::media_type_unsupported, "Send the body as it is, or as gzip."};
  http::Unpacked unpacked = http::gunzip(request_.body, services_.max_body);
  switch (unpacked.outcome) {
    case http::Unpacked::Outcome::complete:
      return unpacked_.emplace(std::move(unpacked.text));
    case http::Unpacked::Outcome::too_large:
      throw Error{ErrorCode::body_too_large};
    case http::Unpacked::Outcome::malformed:
      break;
  }
  throw Error{ErrorCode::json_invalid, "The body is not the gzip that Content-Encoding says."};
}

schema::Json Call::json() const {
  if (!is_json_in_utf8(request_.header("Content-Type"))) throw Error{ErrorCode::media_type_unsupported};
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  std::string_view text = body();
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  return schema::parse_json_object(text);
}

service::IdempotencyKey Call::idempotency_key() const {
  service::IdempotencyKey key;
  if (!request_.has_header("Idempotency-Key")) return key;
  const std::string_view text = request_.header("Idempotency-Key");
  if (!service::is_idempotency_key(text)) throw Error{ErrorCode::idempotency_key_invalid};
  key.caller = std::to_string(caller().user_id);
  key.key = std::string{text};
  std::string whole{request_.method_text};
  whole.append(" ").append(request_.path).append("\n").append(body());
  key.digest = base::to_hex(base::digest(whole));
  return key;
}

WorkOwner Call::work_owner() const {
  if (caller_ != nullptr) return {.kind = WorkOwner::Kind::account, .id = caller_->user_id};
  return {.kind = WorkOwner::Kind::address, .id = static_cast<std::int64_t>(rate_key(request_.address))};
}

void Call::read(Question question, std::function<void(const store::Snapshot&, http::Response&)> answer) {
  constexpr std::chrono::milliseconds kLoopTime{5};
  SlowQuestions& slow = services_.slow_questions;
  const bool has_shape = !question.shape.empty();
  const auto began = std::chrono::steady_clock::now();
  if (!has_shape || !slow.has(question.shape, began)) {
    try {
      const store::Budget budget{reader_, kLoopTime};
      const store::Snapshot snapshot = reader_.snapshot();
      if (question.is_slow == nullptr || !question.is_slow(snapshot)) return answer(snapshot, response());
    } catch (const store::OutOfTime&) {
      // What a query must read shows only while it reads.
      response().clear();
      if (has_shape) slow.note(question.shape, began);
    }
  }
  on_worker([answer = std::move(answer)](store::Reader& reader, http::Response& response) {
    answer(reader.snapshot(), response);
  });
}

void Call::on_worker(std::function<void(store::Reader&, http::Response&)> work, Load load,
                     std::optional<std::int64_t> known) {
  auto pending = std::make_shared<PendingAnswer>(later());
  try {
    auto run = [pending, load, &workers = services_.workers, work = std::move(work)](store::Reader& reader) {
      const auto gone = pending->gone();
      try {
        // Past the stop nobody can be answered, so nothing is begun for an answer's sake.
        if (workers.ending()) throw stopping();
        http::Response response;
        std::optional<store::Budget> budget;
        if (load != Load::account)
          budget.emplace(reader, workers.query_time(), store::Endings{&workers.ending(), gone.get()});
        work(reader, response);
        pending->send(std::move(response));
      } catch (const store::OutOfTime&) {
        if (!*gone) pending->fail(too_slow(workers));
      } catch (const Error& error) {
        pending->fail(error);
      } catch (const std::exception& error) {
        pending->fail(Error{ErrorCode::internal}.because(error.what()));
      }
    };
    const WorkOwner owner = known ? WorkOwner{.kind = WorkOwner::Kind::account, .id = *known} : work_owner();
    WorkTerms terms{.refuse = [pending] { pending->fail(displaced()); },
                    .gone = pending->gone(),
                    .preferred = load == Load::account && owner.kind == WorkOwner::Kind::account};
    services_.workers.add(std::move(run), load, owner, std::move(terms));
  } catch (const Error& error) {
    pending->fail(error);
  }
}

}  // namespace expediter::api
