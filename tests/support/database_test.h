#pragma once
// What tests of store/ and service/ begin with: an empty database of their own, its writer and a reader.

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "base/random.h"
#include "store/database.h"
#include "support/fake_clock.h"
#include "support/temporary_directory.h"

namespace expediter::tests {

class DatabaseTest : public testing::Test {
 protected:
  DatabaseTest() {
    base::init_crypto();
    database_.emplace(directory_.path().string(), clock_, store::DatabaseOptions{});
    reader_ = database_->open_reader();
  }

  store::Writer& writer() { return database_->writer(); }
  sql::Connection& db() { return reader_->connection(); }
  base::Timestamp now() const { return clock_.now(); }

  // Runs `change(WriteContext&)` in the writer, as a request would. A change without a result gives nothing.
  template <class Change>
  auto write(Change change) {
    if constexpr (std::is_void_v<std::invoke_result_t<Change, store::WriteContext&>>)
      writer().run([&](store::WriteContext& context) {
        change(context);
        return true;
      });
    else
      return writer().run([&](store::WriteContext& context) { return change(context); });
  }

  // The name of the error that `act` ends in; "" where it ends well.
  template <class Act>
  static std::string error_of(Act act) {
    try {
      act();
    } catch (const base::Error& error) {
      return std::string{error.name()};
    }
    return {};
  }

  // "Field Code, Field Code …" of the violations that `act` is refused for.
  template <class Act>
  static std::string violations_of(Act act) {
    std::string found;
    try {
      act();
    } catch (const base::Error& error) {
      for (const base::Violation& violation : error.violations())
        found.append(found.empty() ? "" : ", ").append(violation.field).append(" ").append(violation.code);
    }
    return found;
  }

  TemporaryDirectory directory_;
  FakeClock clock_;
  std::optional<store::Database> database_;
  std::unique_ptr<store::Reader> reader_;
};

// A patch as a client would send it.
template <class Entity>
schema::Patch<Entity> patch_of(std::string_view json, schema::Intent intent = schema::Intent::create) {
  base::Violations violations;
  auto patch = schema::read_patch<Entity>(schema::parse_json_object(json), intent, violations);
  EXPECT_TRUE(violations.empty()) << json << ": " << violations.front().message;
  return patch;
}

}  // namespace expediter::tests
