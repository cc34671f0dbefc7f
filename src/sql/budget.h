#pragma once
// How long the statements of a connection may run before they are given up.

#include <array>
#include <atomic>
#include <chrono>
#include <exception>

#include "sql/connection.h"

namespace expediter::sql {

// What a statement leaves as when its budget is spent. It has changed nothing; the connection is as usable as
// before it.
class OutOfTime : public std::exception {
 public:
  const char* what() const noexcept override { return "a query was given up: its time was spent"; }
};

// What ends work before its time once it is true: the program stops, nobody waits any more. Null for nothing.
using Endings = std::array<const std::atomic<bool>*, 2>;

// While it lives, a statement of `connection` that still runs when `time` has passed since the construction,
// or when one of the `endings` turns true, throws OutOfTime; so does `check`. It is asked about every
// 250th step of the engine, so it may be late by what those take. For readers only: a change must not
// end halfway. One at a time for a connection, on the connection's thread. Costs nothing where no statement
// runs.
class Budget {
 public:
  Budget(Connection& connection, std::chrono::nanoseconds time, const Endings& endings = {});
  ~Budget();
  Budget(const Budget&) = delete;
  Budget& operator=(const Budget&) = delete;

  bool is_spent() const;
  // For work between statements: rows that are rendered, say.
  void check() const {
    if (is_spent()) throw OutOfTime{};
  }

 private:
  Connection& connection_;
  std::chrono::steady_clock::time_point end_;
  Endings endings_;
  const Budget* outer_;  // Of this thread, before.
};

// As Budget::check of the one that this thread has; nothing where it has none. For what works between
// statements, or long within one, and is not told of it: costs a look at the clock.
void check_budget();
bool is_budget_spent();

}  // namespace expediter::sql
