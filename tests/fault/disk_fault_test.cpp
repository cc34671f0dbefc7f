// A disk that fails at any point of a workload: what was acknowledged stays, what was refused left no trace,
// readers go on, and the store works again as soon as the disk does.

#include <gtest/gtest.h>

#include <filesystem>

#include "base/random.h"
#include "fault/fault_disk.h"
#include "fault/workload.h"
#include "store/integrity.h"
#include "support/temporary_directory.h"

namespace expediter::tests {

namespace {

namespace fs = std::filesystem;

constexpr int kPreparedSteps = 12;
constexpr int kTriedSteps = 12;
constexpr int kTogether = 3;
constexpr int kLogPages = 12;

const char* name_of(Fault fault) {
  switch (fault) {
    case Fault::write_error:
      return "write error";
    case Fault::short_write:
      return "short write";
    case Fault::disk_full:
      return "disk full";
    case Fault::sync_error:
      return "sync error";
    case Fault::any_error:
      return "any error";
  }
  return "";
}

class DiskFaultTest : public testing::TestWithParam<std::tuple<Fault, bool>> {
 protected:
  DiskFaultTest() {
    base::init_crypto();
    FaultDisk::instance();
    auto database = open(template_.path());
    for (int step = 0; step < kPreparedSteps; ++step) EXPECT_FALSE(prepared_.run_step(*database, step));
  }

  std::unique_ptr<store::Database> open(const fs::path& directory) const {
    return std::make_unique<store::Database>(directory.string(), clock_, store::DatabaseOptions{});
  }

  // What a change may be told while the disk fails.
  static void expect_unavailable(const base::Error& error) {
    EXPECT_EQ(error.code(), base::ErrorCode::storage_unavailable) << error.name() << ": " << error.detail();
    EXPECT_FALSE(error.detail().empty());
  }

  // Readers see exactly what was acknowledged, or that the disk fails; nothing else.
  static void expect_reads(store::Database& database, const Model& model) {
    try {
      EXPECT_EQ(read_model(database), model);
    } catch (const base::Error& error) {
      expect_unavailable(error);
    }
  }

  static void expect_whole(store::Database& database, const Model& model) {
    EXPECT_EQ(read_model(database), model);
    const auto reader = database.open_reader();
    EXPECT_EQ(store::find_damage(reader->connection(), [](std::string_view) {}), std::vector<std::string>{});
  }

  static void run_steps(store::Database& database, Workload& workload) {
    for (int step = kPreparedSteps; step < kPreparedSteps + kTriedSteps; ++step) {
      if (const auto error = workload.run_step(database, step)) expect_unavailable(*error);
      expect_reads(database, workload.model());
    }
    // Changes of tickets that are there: these share a commit.
    for (const base::Error& error : workload.run_together(database, 12 * 4, kTogether))
      expect_unavailable(error);
    expect_reads(database, workload.model());
  }

  // One trial: the disk fails at the operation `at`. Returns how many operations there were in all.
  std::int64_t try_at(Fault fault, bool lasting, std::int64_t at) {
    const TemporaryDirectory directory;
    fs::copy(template_.path(), directory.path(), fs::copy_options::recursive);
    Workload workload = prepared_;
    auto database = open(directory.path());
    checkpoint_often(*database, kLogPages);
    FaultDisk& disk = FaultDisk::instance();
    disk.arm({.fault = fault, .at = at, .lasting = lasting});
    run_steps(*database, workload);
    // Every other time the store is closed while the disk still fails.
    const bool closes_early = at % 2 == 1;
    if (closes_early) database.reset();
    struck_ += disk.has_struck() ? 1 : 0;
    const std::int64_t operations = disk.disarm();
    if (closes_early) {
      database = open(directory.path());
      // A disk that takes nothing any more could not be told either that the refused change is void: a start
      // may find it, whole. Nothing else may be there, and nothing acknowledged may be gone.
      if (fault == Fault::any_error && lasting && read_model(*database) == workload.first_refused()) {
        expect_whole(*database, workload.first_refused());
        return operations;
      }
    }
    expect_whole(*database, workload.model());
    EXPECT_FALSE(workload.run_step(*database, 100)) << "it did not recover";
    EXPECT_FALSE(workload.run_step(*database, 101));
    expect_whole(*database, workload.model());
    database.reset();
    database = open(directory.path());
    expect_whole(*database, workload.model());
    return operations;
  }

  TemporaryDirectory template_;
  SetClock clock_;
  Workload prepared_;
  int struck_ = 0;
};

TEST_P(DiskFaultTest, AtEveryOperationNothingAcknowledgedIsLostAndNothingRefusedIsKept) {
  const auto [fault, lasting] = GetParam();
  const std::int64_t operations = try_at(fault, lasting, 1'000'000);
  const std::int64_t stride = is_full_run() ? 1 : 5;
  int positions = 0;
  for (std::int64_t at = 0; at < operations && !HasFailure(); at += stride) {
    SCOPED_TRACE(testing::Message() << name_of(fault) << " at operation " << at);
    try_at(fault, lasting, at);
    ++positions;
  }
  EXPECT_GT(struck_, 0);
  std::cout << "figures: fault: " << name_of(fault) << (lasting ? ", lasting" : ", once") << ": " << positions
            << " of " << operations << " positions tried, the disk failed in " << struck_ << "\n";
}

INSTANTIATE_TEST_SUITE_P(EachWay, DiskFaultTest,
                         testing::Combine(testing::Values(Fault::write_error, Fault::short_write,
                                                          Fault::disk_full, Fault::sync_error,
                                                          Fault::any_error),
                                          testing::Bool()));

// A data directory is made while the disk fails: it is refused in words, and made when the disk works.
TEST(FirstStartTest, AtEveryOperationOfAFirstStartTheNextOneSucceeds) {
  base::init_crypto();
  FaultDisk& disk = FaultDisk::instance();
  const SetClock clock;
  const auto open = [&](const fs::path& directory) {
    return std::make_unique<store::Database>(directory.string(), clock, store::DatabaseOptions{});
  };
  std::int64_t operations = 1;
  int refused = 0;
  for (std::int64_t at = 0; at < operations; ++at) {
    SCOPED_TRACE(at);
    const TemporaryDirectory directory;
    disk.arm({.fault = Fault::any_error, .at = at, .lasting = true});
    try {
      open(directory.path());
    } catch (const std::exception&) {
      ++refused;
    }
    operations = std::max(operations, disk.disarm() + 1);
    const auto database = open(directory.path());
    Workload workload;
    EXPECT_FALSE(workload.run_step(*database, 0));
    EXPECT_EQ(read_model(*database), workload.model());
  }
  EXPECT_GT(refused, 10);
  std::cout << "figures: fault: first start: " << operations << " positions tried, refused in " << refused
            << "\n";
}

}  // namespace

}  // namespace expediter::tests
