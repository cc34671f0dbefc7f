#pragma once
// The random number by which one life of a store is told from another: where states may come that were there
// before under the same commit numbers (a restore, a copy, a migration), it is another one.

#include <string>

#include "sql/connection.h"

namespace expediter::store {

// 32 hexadecimal digits.
std::string read_incarnation(sql::Connection& connection);
// The caller sees to it that nobody relies on the old one any more.
void renew_incarnation(sql::Connection& connection);

}  // namespace expediter::store
