// The power goes at any point of a workload. What was not made durable is lost, kept, or torn apart by
// sectors, file by file; the store opens, holds everything acknowledged, and is whole.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/random.h"
#include "fault/fault_disk.h"
#include "fault/workload.h"
#include "store/integrity.h"
#include "support/temporary_directory.h"

namespace expediter::tests {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSector = 512;
constexpr int kLogPages = 20;

using Bytes = std::string;
using Files = std::map<std::string, Bytes>;

void write_at(Bytes& content, std::size_t offset, std::string_view bytes) {
  if (content.size() < offset + bytes.size()) content.resize(offset + bytes.size(), '\0');
  content.replace(offset, bytes.size(), bytes);
}

// What of the writes that nobody made durable reaches the disk.
enum class Fate : std::uint8_t { none, all, some, torn };

// Files as they are on the disk, and what waits to be.
class PowerLoss {
 public:
  explicit PowerLoss(Files durable) : durable_(std::move(durable)) {}

  void follow(const DiskEvent& event) {
    switch (event.kind) {
      case DiskEvent::Kind::write:
      case DiskEvent::Kind::truncate:
        waiting_[event.file].push_back(&event);
        break;
      case DiskEvent::Kind::sync: {
        Bytes& content = durable_[event.file];
        for (const DiskEvent* each : waiting_[event.file]) apply(content, *each);
        waiting_.erase(event.file);
        break;
      }
      case DiskEvent::Kind::remove:
        durable_.erase(event.file);
        waiting_.erase(event.file);
        break;
      case DiskEvent::Kind::said:
        break;
    }
  }

  Files after(Fate fate, Random& chance) const {
    Files files = durable_;
    for (const auto& [file, events] : waiting_) {
      if (fate == Fate::none) continue;
      for (const DiskEvent* event : events) {
        if (fate == Fate::some && chance.below(2) == 0) continue;
        if (fate == Fate::torn && event->kind == DiskEvent::Kind::write)
          tear(files[file], *event, chance);
        else
          apply(files[file], *event);
      }
    }
    return files;
  }

 private:
  static void apply(Bytes& content, const DiskEvent& event) {
    const auto at = static_cast<std::size_t>(event.offset);
    if (event.kind == DiskEvent::Kind::truncate)
      content.resize(at, '\0');
    else
      write_at(content, at, event.bytes);
  }

  static void tear(Bytes& content, const DiskEvent& event, Random& chance) {
    const auto begin = static_cast<std::size_t>(event.offset);
    const std::size_t end = begin + event.bytes.size();
    for (std::size_t at = begin; at < end;) {
      const std::size_t next = std::min(end, (at / kSector + 1) * kSector);
      if (chance.below(2) == 0)
        write_at(content, at, std::string_view{event.bytes}.substr(at - begin, next - at));
      at = next;
    }
  }

  Files durable_;
  std::map<std::string, std::vector<const DiskEvent*>> waiting_;
};

class PowerLossTest : public testing::Test {
 protected:
  PowerLossTest() {
    base::init_crypto();
    FaultDisk::instance();
  }

  std::unique_ptr<store::Database> open(const fs::path& directory) const {
    return std::make_unique<store::Database>(directory.string(), clock_, store::DatabaseOptions{});
  }

  // Runs the workload and keeps what happened, and what the store had to hold after each step.
  void run_workload(int steps) {
    FaultDisk& disk = FaultDisk::instance();
    Workload workload;
    { const auto made = open(directory_.path()); }  // As a stopped server leaves it.
    // The note of the mark is written in another way, and always before what it tells of.
    fs::remove(directory_.path() / "expediter.mark");
    for (const auto& entry : fs::directory_iterator{directory_.path()})
      before_[entry.path().string()] = directory_.read(entry.path().filename().string());
    disk.record();
    auto database = open(directory_.path());
    checkpoint_often(*database, kLogPages);
    models_.push_back(workload.model());
    for (int step = 0; step < steps; ++step) {
      ASSERT_FALSE(workload.run_step(*database, step));
      models_.push_back(workload.model());
      disk.say("acknowledged");
    }
    database.reset();
    disk.disarm();
    events_ = disk.take_events();
  }

  // The store opens on the files, is whole, and holds what it held after one of the steps from `acknowledged`
  // on.
  void expect_kept(const Files& files, std::size_t acknowledged) const {
    const TemporaryDirectory directory;
    for (const auto& [file, content] : files) directory.write(fs::path{file}.filename().string(), content);
    const auto database = open(directory.path());
    const auto reader = database->open_reader();
    EXPECT_EQ(store::find_damage(reader->connection(), [](std::string_view) {}), std::vector<std::string>{});
    const Model found = read_model(*database);
    const auto first = models_.begin() + static_cast<std::ptrdiff_t>(acknowledged);
    // At most the one step that was under way may be there besides.
    const auto last = first + std::min<std::ptrdiff_t>(2, models_.end() - first);
    EXPECT_NE(std::find(first, last, found), last) << acknowledged << " steps were acknowledged";
    Workload further;
    EXPECT_FALSE(further.run_step(*database, 0)) << "it does not go on";
  }

  TemporaryDirectory directory_;
  SetClock clock_;
  Files before_;
  std::vector<Model> models_;
  std::vector<DiskEvent> events_;
};

TEST_F(PowerLossTest, AtEveryOperationNothingAcknowledgedIsLost) {
  const bool full = is_full_run();
  ASSERT_NO_FATAL_FAILURE(run_workload(full ? 60 : 24));
  const std::size_t stride = full ? 1 : 3;
  PowerLoss disk{before_};
  Random chance{7};
  std::size_t acknowledged = 0;
  std::size_t states = 0;
  for (std::size_t at = 0; at < events_.size() && !HasFailure(); ++at) {
    if (at % stride == 0) {
      for (const Fate fate : {Fate::none, Fate::all, Fate::some, Fate::torn}) {
        SCOPED_TRACE(testing::Message() << "operation " << at << ", fate " << static_cast<int>(fate));
        expect_kept(disk.after(fate, chance), acknowledged);
        ++states;
      }
    }
    disk.follow(events_[at]);
    acknowledged += events_[at].kind == DiskEvent::Kind::said ? 1 : 0;
  }
  std::cout << "figures: fault: power loss: " << states << " states of the disk at " << events_.size()
            << " operations, " << acknowledged << " steps\n";
}

}  // namespace

}  // namespace expediter::tests
