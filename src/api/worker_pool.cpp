#include "api/worker_pool.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "base/error.h"

namespace expediter::api {

namespace {

// Of the places to wait, one owner has at most one in so many.
constexpr std::size_t kShare = 4;
// Preferred pieces that begin before it is the others' turn.
constexpr unsigned kPreferredInARow = 3;

base::Error refused(std::string_view why) {
  return base::Error{base::ErrorCode::overloaded}
      .because(std::string{why})
      .retry_after(std::chrono::seconds{1});
}

}  // namespace

WorkerPool::WorkerPool(store::Database& database, unsigned threads, const WorkerLimits& limits)
    : limits_{limits.usual, limits.heavy, limits.account},
      query_time_(limits.query),
      half_(std::max(1U, threads / 2)) {
  for (unsigned i = 0; i < 2 * threads; ++i) readers_.push_back(database.open_reader());
  for (unsigned i = 0; i < 2 * threads; ++i)
    threads_.emplace_back([this, &reader = *readers_[i],
                           crew = i < threads ? Crew::reading : Crew::accounts] { loop(reader, crew); });
}

WorkerPool::~WorkerPool() {
  stop();
}

void WorkerPool::stop() {
  {
    const std::scoped_lock lock{mutex_};
    ending_ = true;
  }
  for (auto& arrived : arrived_) arrived.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void WorkerPool::add(Work work, Load load, WorkOwner owner, WorkTerms terms) {
  const std::size_t places = limits_[static_cast<std::size_t>(load)];
  std::vector<Waiting> dropped;  // Ends after the lock, as does the next.
  std::optional<Waiting> displaced;
  {
    const std::scoped_lock lock{mutex_};
    if (ending_) throw refused("the server stops");
    if (queue_of(load).size() >= places || has_his_share(load, owner)) dropped = take_out_dropped(load);
    if (has_his_share(load, owner)) throw refused("its owner has his share of the workers' queue");
    if (queue_of(load).size() >= places) {
      const std::size_t waiting = waiting_of(load, owner);
      displaced = take_out_of_the_longest(load, waiting == 0 && terms.preferred ? 0 : waiting + 1);
      if (!displaced) throw refused("the workers' queue is full");
      drop_empty(displaced->owner);
    }
    put(load, {.owner = owner, .work = std::move(work), .terms = std::move(terms)});
  }
  arrived_[place_of(crew_of(load))].notify_one();
  if (displaced) displaced->terms.refuse();
}

std::size_t WorkerPool::waiting_of(Load load, const WorkOwner& owner) const {
  const auto share = shares_.find(owner);
  return share == shares_.end() ? 0 : share->second.waiting[static_cast<std::size_t>(load)];
}

bool WorkerPool::has_his_share(Load load, const WorkOwner& owner) const {
  const std::size_t places = limits_[static_cast<std::size_t>(load)];
  return waiting_of(load, owner) >= std::max<std::size_t>(1, places / kShare);
}

void WorkerPool::put(Load load, Waiting waiting) {
  const auto kind = static_cast<std::size_t>(load);
  Turn turn{.behind = true, .round = round_[kind], .number = arrivals_++};
  if (waiting.owner.kind != WorkOwner::Kind::nobody) {
    Share& share = shares_[waiting.owner];
    ++share.waiting[kind];
    turn.round = std::max(turn.round, share.next_round[kind]);
    share.next_round[kind] = turn.round + 1;
  }
  turn.behind = !waiting.terms.preferred || turn.round > round_[kind];
  queue_of(load).emplace(turn, std::move(waiting));
}

WorkerPool::Waiting WorkerPool::take_out(Load load, Queue::iterator place) {
  Waiting waiting = std::move(place->second);
  queue_of(load).erase(place);
  if (waiting.owner.kind != WorkOwner::Kind::nobody)
    --shares_[waiting.owner].waiting[static_cast<std::size_t>(load)];
  return waiting;
}

std::vector<WorkerPool::Waiting> WorkerPool::take_out_dropped(Load load) {
  std::vector<Waiting> dropped;
  Queue& queue = queue_of(load);
  for (auto place = queue.begin(); place != queue.end();) {
    const auto next = std::next(place);
    if (place->second.is_dropped()) {
      dropped.push_back(take_out(load, place));
      drop_empty(dropped.back().owner);
    }
    place = next;
  }
  return dropped;
}

// The newest piece of an owner who has the most waiting, and more than so many; never one that is ahead.
std::optional<WorkerPool::Waiting> WorkerPool::take_out_of_the_longest(Load load, std::size_t longer_than) {
  Queue& queue = queue_of(load);
  auto longest = queue.end();
  std::size_t most = longer_than + 1;
  for (auto place = queue.lower_bound(Turn{.behind = true}); place != queue.end(); ++place) {
    const std::size_t waiting = waiting_of(load, place->second.owner);
    if (place->second.terms.refuse == nullptr || waiting < most) continue;
    longest = place;
    most = waiting;
  }
  if (longest == queue.end()) return std::nullopt;
  return take_out(load, longest);
}

// The first whose owner has not half of the threads already.
WorkerPool::Queue::iterator WorkerPool::first_allowed(Load load) {
  Queue& queue = queue_of(load);
  const auto is_allowed = [&](const auto& entry) {
    const auto share = shares_.find(entry.second.owner);
    return share == shares_.end() || share->second.running[place_of(crew_of(load))] < half_;
  };
  const auto behind = queue.lower_bound(Turn{.behind = true});
  if (preferred_in_a_row_ >= kPreferredInARow)
    if (const auto others = std::find_if(behind, queue.end(), is_allowed); others != queue.end())
      return others;
  return std::find_if(queue.begin(), queue.end(), is_allowed);
}

// What is to be begun now; nothing where all that waits has to wait for other work, which then wakes others.
std::optional<WorkerPool::Next> WorkerPool::take_next(Crew crew) {
  Load load = crew == Crew::accounts ? Load::account : Load::usual;
  auto next = first_allowed(load);
  // Work on accounts is short, so a thread need not idle for somebody who may come.
  if (crew == Crew::accounts && next == queue_of(load).end()) next = queue_of(load).begin();
  if (crew == Crew::reading && heavy_running_ < half_) {
    const auto heavy = first_allowed(Load::heavy);
    if (heavy != queue_of(Load::heavy).end() &&
        (next == queue_of(load).end() || heavy->first.number < next->first.number)) {
      next = heavy;
      load = Load::heavy;
    }
  }
  if (next == queue_of(load).end()) return std::nullopt;
  std::uint64_t& round = round_[static_cast<std::size_t>(load)];
  round = std::max(round, next->first.round);
  if (crew == Crew::accounts) preferred_in_a_row_ = next->first.behind ? 0 : preferred_in_a_row_ + 1;
  Next taken{load, take_out(load, next)};
  if (load == Load::heavy) ++heavy_running_;
  if (taken.waiting.owner.kind != WorkOwner::Kind::nobody)
    ++shares_[taken.waiting.owner].running[place_of(crew)];
  return taken;
}

void WorkerPool::finish(Load load, const WorkOwner& owner) {
  if (load == Load::heavy) --heavy_running_;
  if (owner.kind != WorkOwner::Kind::nobody) {
    --shares_[owner].running[place_of(crew_of(load))];
    drop_empty(owner);
  }
  arrived_[place_of(crew_of(load))].notify_one();  // Others may have passed over such work.
}

void WorkerPool::drop_empty(const WorkOwner& owner) {
  const auto share = shares_.find(owner);
  if (share == shares_.end()) return;
  const auto is_none = [](auto count) { return count == 0; };
  if (std::ranges::all_of(share->second.running, is_none) &&
      std::ranges::all_of(share->second.waiting, is_none))
    shares_.erase(share);
}

void WorkerPool::loop(store::Reader& reader, Crew crew) {
  std::unique_lock lock{mutex_};
  while (true) {
    std::optional<Next> next;
    arrived_[place_of(crew)].wait(lock, [&] { return (next = take_next(crew)) || ending_; });
    // What waits for other work is begun by whoever does that.
    if (!next) return;
    lock.unlock();
    if (!next->waiting.is_dropped()) next->waiting.work(reader);
    const Load load = next->load;
    const WorkOwner owner = next->waiting.owner;
    next.reset();  // What the work holds ends before others wait for it.
    lock.lock();
    finish(load, owner);
  }
}

}  // namespace expediter::api
