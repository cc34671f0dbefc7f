#pragma once
// Millions of tickets at once, into a database that nobody uses meanwhile.
//
// The database is copied, filled and indexed beside itself, without a journal, and put in its own place at
// the end: whatever happens before `finish`, the old one stands as it was.

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "domain/history.h"
#include "domain/ticket.h"

namespace expediter::store {

// Belongs to one thread. The caller holds the data directory's lock.
class BulkLoad {
 public:
  // `file`: an existing database of the current schema. Throws base::Error, also where another process reads
  // it.
  explicit BulkLoad(const std::string& file);
  BulkLoad(const BulkLoad&) = delete;
  BulkLoad& operator=(const BulkLoad&) = delete;
  ~BulkLoad();  // Without `finish` before: forgets all.

  // Gives the ticket and its notes the next free ids and takes it with its history, whose entries are
  // numbered in their order. Throws base::Error where the disk is full.
  void add(domain::Ticket ticket, std::span<const domain::HistoryEntry> history);
  // With the history that follows from the ticket: created by its reporter, the notes added by their authors.
  void add(domain::Ticket ticket);

  // Makes the indexes and totals, flushes everything to disk and takes the old database's place. Nothing may
  // be added after it. `step` is told what is being done.
  void finish(const std::function<void(std::string_view)>& step);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace expediter::store
