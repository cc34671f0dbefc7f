#pragma once
// The one writer: group commit on a thread of its own.
//
// Whoever changes something hands the change over as a value. The writer takes all that wait, applies each
// inside one transaction, deciding on the state it then sees, commits once, durably, publishes to the cache,
// and tells each how it went. No delay is added: a lone change commits at once, and while one commit waits
// for the disk the next group gathers.
//
// A change that fails takes nothing of its neighbours with it. Nearly all that fail do so before they write
// anything, and nothing has to be undone. Where one fails halfway, the whole group is undone and applied anew
// with a savepoint for each change; savepoints for all would make a change a third dearer.

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "domain/ticket.h"
#include "sql/connection.h"
#include "store/checkpointer.h"
#include "store/instance.h"
#include "store/search_changes.h"
#include "store/search_memory.h"
#include "store/ticket_cache.h"
#include "store/ticket_counts.h"

namespace expediter::store {

// What the writer goes on from; one row of the database, written with every commit.
struct WriterState {
  std::uint64_t commit_seq = 0;
  std::int64_t last_ticket_id = 0;
  std::int64_t last_note_id = 0;
  base::Timestamp last_change_at;
};
WriterState read_writer_state(sql::Connection& connection);

// Whence a change came, as far as anybody said. Kept with sessions.
struct Origin {
  std::string address = {};     // Of the network; "" for the command line.
  std::string user_agent = {};  // Filled where a session may be opened.
  std::string network = {};     // The same: what attempts from one client's reach have in common.
  std::string device = {};      // The same: the digest of the text that names the browser; "" for none.
};

// One change being applied. Lives on the writer's thread, for the time of the change.
class WriteContext {
 public:
  sql::Connection& db() { return db_; }
  // The time of this change: the clock's, but never before that of an earlier commit, so that the order of
  // commits is the order of `Updated At` whatever the clock does.
  base::Timestamp now() const { return now_; }
  // The number of the commit that this change will be part of.
  std::uint64_t seq() const { return state_.commit_seq + 1; }
  domain::TicketId next_ticket_id() { return {++state_.last_ticket_id}; }
  std::int64_t next_note_id() { return ++state_.last_note_id; }
  // Bulk loads choose ids themselves; later ones are given out above them.
  void reserve_ids(domain::TicketId ticket, std::int64_t note);

  // A ticket that now is as given, to be published after the commit.
  void publish(const domain::Ticket& ticket);
  // The version that this change published last, for its answer; null where it published none.
  const RenderedTicket* published(domain::TicketId id) const;
  // A ticket that is gone, or whose joined values changed: the next reader looks for itself.
  void invalidate(domain::TicketId id);
  CountDeltas& counts() { return counts_; }
  const std::string& audit_key() const { return audit_key_; }
  const Origin& origin() const { return origin_; }
  void set_origin(Origin origin) { origin_ = std::move(origin); }
  SearchChanges& search() { return search_; }
  // What was read ahead for this change; see ticket_text.h.
  const std::optional<ForeseenLoss>& foreseen() const { return foreseen_; }
  void set_foreseen(std::optional<ForeseenLoss> foreseen) { foreseen_ = std::move(foreseen); }
  // Users, roles, sessions or tokens changed: what was remembered of callers is void after the commit.
  void accounts_changed() { accounts_changed_ = true; }

 private:
  friend class Writer;
  WriteContext(sql::Connection& db, WriterState& state, base::Timestamp now, const std::string& audit_key)
      : db_(db), state_(state), now_(now), audit_key_(audit_key) {}

  sql::Connection& db_;
  WriterState& state_;
  base::Timestamp now_;
  const std::string& audit_key_;
  CountDeltas counts_;
  SearchChanges search_;
  std::optional<ForeseenLoss> foreseen_;
  std::vector<Published> tickets_;
  Origin origin_;
  bool accounts_changed_ = false;
};

// What became of a change: its result, or why it was refused.
template <class Result>
using Outcome = std::variant<Result, base::Error>;

struct WriterOptions {
  std::size_t queue_limit = 4096;  // Changes that may wait; one more is refused with `overloaded`.
  std::size_t group_limit = 256;   // Changes in one commit: bounds what a failed disk can refuse at once.
  std::string audit_key = {};      // Secret: what the audit log is chained with.
  LogLimits log = {};              // How long the write-ahead log becomes.
  // Calls its argument, once, which tells all changes of a group how they went: who is told of many at once
  // may want to know where they begin and end.
  std::function<void(const std::function<void()>& tell_all)> telling = [](const auto& tell_all) {
    tell_all();
  };
};

// Submitting is safe from any thread. The destructor finishes what was submitted.
class Writer {
 public:
  // `file`: the database that `connection` writes. `opening` outlives this.
  Writer(const Opening& opening, const std::string& file, std::unique_ptr<sql::Connection> connection,
         TicketCache& cache, SearchMemory& searches, const base::Clock& clock, const WriterOptions& options);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Runs `apply(WriteContext&) -> Result` in its turn, then `done(Outcome<Result>)`, both on the writer's
  // thread; `done` after the commit is on disk, or with the error. What `apply` throws (base::Error) refuses
  // this change alone. `apply` may be run twice, the second time after all that the first did was undone: it
  // must not use up what it holds. `done` must be quick and must not throw. Throws Error{overloaded} at once
  // where the queue is full.
  template <class Apply, class Done>
  void submit(Apply apply, Done done) {
    enqueue(std::make_unique<JobOf<Apply, Done>>(std::move(apply), std::move(done)));
  }

  // The same, waiting for the outcome. Not from the writer's thread or a server loop.
  template <class Apply>
  auto run(Apply apply) {
    using Result = std::invoke_result_t<Apply, WriteContext&>;
    std::promise<Outcome<Result>> promise;
    submit(std::move(apply), [&promise](Outcome<Result> outcome) { promise.set_value(std::move(outcome)); });
    Outcome<Result> outcome = promise.get_future().get();
    if (auto* error = std::get_if<base::Error>(&outcome)) throw std::move(*error);
    return std::get<Result>(std::move(outcome));
  }

  // Counts up with every commit that changed users, roles, sessions or tokens, before it is answered.
  std::uint64_t accounts_epoch() const { return accounts_epoch_.load(std::memory_order_acquire); }

  struct Statistics {
    std::uint64_t commits = 0;
    std::uint64_t changes = 0;
    std::uint64_t refused = 0;
    std::size_t waiting = 0;
    // With which error changes are refused now: the queue is full, the disk failed the last commit and every
    // trial since, or the database's files are not those any more that were opened.
    std::optional<base::ErrorCode> refusing;
  };
  Statistics statistics() const;

 private:
  struct Job {
    virtual ~Job() = default;
    virtual void apply(WriteContext& context) = 0;
    virtual void finish(const base::Error* error) = 0;  // Null: committed.
  };
  template <class Apply, class Done>
  struct JobOf final : Job {
    using Result = std::invoke_result_t<Apply, WriteContext&>;
    JobOf(Apply a, Done d) : run(std::move(a)), done(std::move(d)) {}
    void apply(WriteContext& context) override { result.emplace(run(context)); }
    void finish(const base::Error* error) override {
      if (error != nullptr)
        done(Outcome<Result>{*error});
      else
        done(Outcome<Result>{std::move(*result)});
    }
    Apply run;
    Done done;
    std::optional<Result> result;
  };
  struct Group;
  static constexpr int kNoTrouble = -1;
  enum class Isolation : std::uint8_t { none, savepoints };

  void enqueue(std::unique_ptr<Job> job);
  void loop();
  void commit_group(std::vector<std::unique_ptr<Job>>& jobs);
  bool try_group(std::vector<std::unique_ptr<Job>>& jobs, Group& group, Isolation isolation);
  bool apply_one(Job& job, Group& group, Isolation isolation);
  void commit(Group& group);
  void publish(Group& group);
  void note_outcome(const Group& group);
  void try_disk();
  void set_trouble(const base::Error* error);
  void refuse_all(Group& group, const base::Error& error);
  void lose_files();

  const Opening& opening_;
  std::unique_ptr<sql::Connection> connection_;
  Checkpointer checkpointer_;
  TicketCache& cache_;
  SearchMemory& searches_;
  const base::Clock& clock_;
  WriterOptions options_;
  WriterState state_;  // Of the writer's thread.
  std::atomic<std::uint64_t> accounts_epoch_{0};
  std::atomic<std::uint64_t> commits_{0};
  std::atomic<std::uint64_t> changes_{0};
  std::atomic<std::uint64_t> refused_{0};
  std::atomic<int> trouble_{kNoTrouble};  // The ErrorCode with which the disk refuses.
  std::atomic<bool> lost_{false};         // For good: the files are gone.

  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::unique_ptr<Job>> waiting_;
  bool stopping_ = false;
  std::thread thread_;  // Last: starts when all else is there.
};

}  // namespace expediter::store
