#include "store/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>

#include "base/log.h"

namespace expediter::store {

namespace {
constexpr int kUnavailable = 503;                          // The status of errors that are the disk's.
constexpr std::chrono::seconds kTrialEvery{1};             // While it fails.
constexpr std::uintmax_t kRoom = std::uintmax_t{4} << 20;  // For a change, on a disk that was full.

base::Error files_gone() {
  return base::Error{
      base::ErrorCode::storage_unavailable,
      "The server's database was removed or replaced while it ran; nothing is taken until it is "
      "started anew."}
      .because(
          "expediter.db, its log or its index is not the file that was opened: put back what was there, or "
          "stop the server and restore a backup with `expediter restore`");
}

// Whether the disk has room for a change, as far as can be known.
bool has_room(sql::Connection& connection) {
  auto row = connection.prepare("SELECT file FROM pragma_database_list WHERE name = 'main'");
  if (!row.step()) return true;
  std::error_code error;
  const auto space = std::filesystem::space(std::string{row.text(0)}, error);
  return error || space.available >= kRoom;
}
}  // namespace

// The changes of one commit.
struct Writer::Group {
  base::Timestamp now;
  CountDeltas counts;
  SearchChanges search;
  std::vector<Published> tickets;
  bool accounts_changed = false;
  std::vector<Job*> applied;
  std::vector<std::pair<Job*, base::Error>> refused;
};

WriterState read_writer_state(sql::Connection& connection) {
  auto row = connection.prepare("SELECT commit_seq, last_ticket_id, last_note_id, last_change_at FROM state");
  row.step();
  return {static_cast<std::uint64_t>(row.integer(0)), row.integer(1), row.integer(2), {row.integer(3)}};
}

void WriteContext::reserve_ids(domain::TicketId ticket, std::int64_t note) {
  state_.last_ticket_id = std::max(state_.last_ticket_id, ticket.number);
  state_.last_note_id = std::max(state_.last_note_id, note);
}

void WriteContext::publish(const domain::Ticket& ticket) {
  tickets_.push_back({ticket.id, RenderedTicket{ticket, seq()}});
}

const RenderedTicket* WriteContext::published(domain::TicketId id) const {
  const bool is_here = !tickets_.empty() && tickets_.back().id == id && !tickets_.back().ticket.empty();
  return is_here ? &tickets_.back().ticket : nullptr;
}

void WriteContext::invalidate(domain::TicketId id) {
  tickets_.push_back({id, RenderedTicket{}});
}

Writer::Writer(const Opening& opening, const std::string& file, std::unique_ptr<sql::Connection> connection,
               TicketCache& cache, SearchMemory& searches, const base::Clock& clock,
               const WriterOptions& options)
    : opening_(opening),
      connection_(std::move(connection)),
      checkpointer_(file, *connection_, options.log),
      cache_(cache),
      searches_(searches),
      clock_(clock),
      options_(options),
      state_(read_writer_state(*connection_)),
      thread_([this] { loop(); }) {}

Writer::~Writer() {
  {
    const std::scoped_lock lock{mutex_};
    stopping_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

Writer::Statistics Writer::statistics() const {
  const std::scoped_lock lock{mutex_};
  std::optional<base::ErrorCode> refusing;
  if (waiting_.size() >= options_.queue_limit) refusing = base::ErrorCode::overloaded;
  if (lost_ || !opening_.still_holds()) refusing = files_gone().code();
  if (const int trouble = trouble_.load(); trouble != kNoTrouble)
    refusing = static_cast<base::ErrorCode>(trouble);
  return {commits_.load(), changes_.load(), refused_.load(), waiting_.size(), refusing};
}

void Writer::enqueue(std::unique_ptr<Job> job) {
  bool was_empty = false;
  if (lost_) {
    ++refused_;
    throw files_gone();
  }
  {
    const std::scoped_lock lock{mutex_};
    if (waiting_.size() >= options_.queue_limit || stopping_) {
      ++refused_;
      throw base::Error{base::ErrorCode::overloaded}
          .because("the writer's queue is full")
          .retry_after(std::chrono::seconds{1});
    }
    was_empty = waiting_.empty();
    waiting_.push_back(std::move(job));
  }
  // The writer looks again before it sleeps: only the first of a group needs to wake it.
  if (was_empty) arrived_.notify_one();
}

void Writer::loop() {
  std::vector<std::unique_ptr<Job>> jobs;
  while (true) {
    {
      std::unique_lock lock{mutex_};
      const auto has_come = [this] { return stopping_ || !waiting_.empty(); };
      if (trouble_ == kNoTrouble) {
        arrived_.wait(lock, has_come);
      } else if (!arrived_.wait_for(lock, kTrialEvery, has_come)) {
        lock.unlock();
        try_disk();
        continue;
      }
      if (waiting_.empty()) return;
      while (!waiting_.empty() && jobs.size() < options_.group_limit) {
        jobs.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
      }
    }
    commit_group(jobs);
    jobs.clear();
    if (!lost_) checkpointer_.after_commit();
  }
}

void Writer::commit_group(std::vector<std::unique_ptr<Job>>& jobs) {
  const WriterState before = state_;
  Group group;
  try {
    if (lost_) throw files_gone();
    if (!try_group(jobs, group, Isolation::none)) {
      state_ = before;
      group = Group{};
      try_group(jobs, group, Isolation::savepoints);
    }
  } catch (const base::Error& error) {
    // The disk refused the group as a whole: nothing of it was kept, and everyone in it is told so.
    state_ = before;
    refuse_all(group, error);
    // Those whose turn had not come share its fate.
    for (const auto& job : jobs) {
      const auto same = [&](const auto& refused) { return refused.first == job.get(); };
      if (std::none_of(group.refused.begin(), group.refused.end(), same))
        group.refused.emplace_back(job.get(), error);
    }
  }
  const bool committed = !group.applied.empty();
  if (committed && !(opening_.still_holds() && opening_.still_marked(*connection_))) lose_files();
  // Where the files are gone this commit is in them, and readers see it until the end.
  if (committed) publish(group);
  if (lost_) refuse_all(group, files_gone());
  note_outcome(group);
  options_.telling([&group] {
    for (Job* job : group.applied) job->finish(nullptr);
    for (auto& [job, error] : group.refused) job->finish(&error);
  });
}

void Writer::refuse_all(Group& group, const base::Error& error) {
  for (Job* job : group.applied) group.refused.emplace_back(job, error);
  group.applied.clear();
}

// What lies under the names now is somebody else's: it is not written to, also not at the end.
void Writer::lose_files() {
  lost_ = true;
  connection_->leave_log();
  checkpointer_.leave_log();
}

// What the disk refused says how it is, and so does what it took.
void Writer::note_outcome(const Group& group) {
  const base::Error* trouble = nullptr;
  for (const auto& [job, error] : group.refused) {
    if (error.status() != kUnavailable) continue;
    trouble = &error;
    refused_.fetch_add(1, std::memory_order_relaxed);
  }
  if (trouble != nullptr || !group.applied.empty()) set_trouble(trouble);
}

// Whether a change could be committed: nobody asks for one where /readyz says no.
void Writer::try_disk() {
  if (lost_) return;
  try {
    // The little that is written here may fit where a change does not.
    if (!has_room(*connection_)) return;
    sql::Transaction transaction{*connection_, sql::Begin::immediate};
    connection_->prepare("UPDATE state SET commit_seq = commit_seq").run();
    transaction.commit();
    set_trouble(nullptr);
  } catch (const base::Error& error) {
    set_trouble(&error);
  }
}

void Writer::set_trouble(const base::Error* error) {
  const int before = trouble_.exchange(error == nullptr ? kNoTrouble : static_cast<int>(error->code()));
  if (error != nullptr && before == kNoTrouble)
    base::log::error("changes are refused", {{"code", error->name()}, {"detail", error->detail()}});
  if (error == nullptr && before != kNoTrouble)
    base::log::info("changes are taken again", {{"refused", refused_.load()}});
}

// Applies and commits. False, with nothing done, where a change failed halfway and has no savepoint.
bool Writer::try_group(std::vector<std::unique_ptr<Job>>& jobs, Group& group, Isolation isolation) {
  group.now = std::max(clock_.now(), state_.last_change_at);
  sql::Transaction transaction{*connection_, sql::Begin::immediate};
  for (const auto& job : jobs)
    if (!apply_one(*job, group, isolation)) return false;
  if (group.applied.empty()) return true;
  commit(group);
  transaction.commit();
  return true;
}

// False where the change failed halfway and what it wrote cannot be undone alone. Any other refusal is kept
// in the group.
bool Writer::apply_one(Job& job, Group& group, Isolation isolation) {
  const WriterState before = state_;
  const std::int64_t written_before = connection_->rows_written();
  WriteContext context{*connection_, state_, group.now, options_.audit_key};
  const auto refuse = [&](base::Error error) {
    state_ = before;
    if (!connection_->in_transaction()) throw error;  // A full disk ended the whole transaction.
    const bool halfway = connection_->rows_written() != written_before;
    if (halfway && isolation == Isolation::none) return false;
    group.refused.emplace_back(&job, std::move(error));
    return true;
  };
  try {
    std::optional<sql::Savepoint> savepoint;
    if (isolation == Isolation::savepoints) savepoint.emplace(*connection_);
    job.apply(context);
    if (savepoint) savepoint->release();
  } catch (const base::Error& error) {
    return refuse(error);
  } catch (const std::exception& error) {
    // A constraint that the change should have looked at, or a defect: ours, and only this change's.
    return refuse(base::Error{base::ErrorCode::internal}.because(error.what()));
  }
  group.applied.push_back(&job);
  group.counts.merge(context.counts_);
  group.search.merge(std::move(context.search_));
  std::move(context.tickets_.begin(), context.tickets_.end(), std::back_inserter(group.tickets));
  group.accounts_changed |= context.accounts_changed_;
  return true;
}

void Writer::commit(Group& group) {
  group.counts.flush(*connection_);
  group.search.flush(*connection_);
  ++state_.commit_seq;
  state_.last_change_at = group.now;
  connection_
      ->prepare("UPDATE state SET commit_seq = ?, last_ticket_id = ?, last_note_id = ?, last_change_at = ?")
      .bind(1, static_cast<std::int64_t>(state_.commit_seq))
      .bind(2, state_.last_ticket_id)
      .bind(3, state_.last_note_id)
      .bind(4, state_.last_change_at.seconds)
      .run();
}

void Writer::publish(Group& group) {
  searches_.note(state_.commit_seq, std::move(group.search));
  cache_.publish(state_.commit_seq, group.tickets);
  if (group.accounts_changed) accounts_epoch_.fetch_add(1, std::memory_order_release);
  commits_.fetch_add(1, std::memory_order_relaxed);
  changes_.fetch_add(group.applied.size(), std::memory_order_relaxed);
}

}  // namespace expediter::store
