#include "api/worker_pool.h"

#include <algorithm>

#include "base/error.h"

namespace expediter::api {

namespace {

// Of the places to wait, one owner has at most one in so many.
constexpr std::size_t kShare = 4;

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

void WorkerPool::add(Work work, Load load, WorkOwner owner) {
  const auto kind = static_cast<std::size_t>(load);
  {
    const std::scoped_lock lock{mutex_};
    const auto share = shares_.find(owner);
    const bool has_his_share = share != shares_.end() && share->second.waiting[kind] >=
                                                             std::max<std::size_t>(1, limits_[kind] / kShare);
    if (queue_of(load).size() >= limits_[kind] || has_his_share || ending_)
      throw base::Error{base::ErrorCode::overloaded}
          .because(has_his_share ? "its owner has his share of the workers' queue"
                                 : "the workers' queue is full")
          .retry_after(std::chrono::seconds{1});
    queue_of(load).push_back({arrivals_++, owner, std::move(work)});
    if (owner.kind != WorkOwner::Kind::nobody) ++shares_[owner].waiting[kind];
  }
  arrived_[place_of(crew_of(load))].notify_one();
}

// The first whose owner has not half of the threads already.
std::deque<WorkerPool::Waiting>::iterator WorkerPool::first_allowed(Load load) {
  return std::ranges::find_if(queue_of(load), [&](const Waiting& waiting) {
    const auto share = shares_.find(waiting.owner);
    return share == shares_.end() || share->second.running[place_of(crew_of(load))] < half_;
  });
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
        (next == queue_of(load).end() || heavy->number < next->number)) {
      next = heavy;
      load = Load::heavy;
    }
  }
  if (next == queue_of(load).end()) return std::nullopt;
  Next taken{load, std::move(*next)};
  queue_of(load).erase(next);
  if (load == Load::heavy) ++heavy_running_;
  if (taken.waiting.owner.kind != WorkOwner::Kind::nobody) {
    Share& share = shares_[taken.waiting.owner];
    --share.waiting[static_cast<std::size_t>(load)];
    ++share.running[place_of(crew)];
  }
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
    next->waiting.work(reader);
    next->waiting.work = nullptr;  // What it holds ends before others wait for it.
    lock.lock();
    finish(next->load, next->waiting.owner);
  }
}

}  // namespace expediter::api
