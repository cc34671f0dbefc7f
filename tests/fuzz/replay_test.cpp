// What fuzzing came upon once is tried in every run of the tests.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/random.h"
#include "fuzz/targets.h"
#include "fuzz/timed_run.h"

namespace expediter::tests {

namespace {

class ReplayTest : public testing::TestWithParam<FuzzTarget> {};

TEST_P(ReplayTest, NoInputOfTheCorpusBreaksAPromise) {
  base::init_crypto();
  const auto folder = std::filesystem::path{EXPEDITER_CORPUS} / GetParam().name;
  int inputs = 0;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    std::ifstream in{entry.path(), std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    SCOPED_TRACE(entry.path());
    run_timed(GetParam().run, bytes, time_scale(1));
    ++inputs;
  }
  EXPECT_GE(inputs, 5) << folder;
}

INSTANTIATE_TEST_SUITE_P(Corpus, ReplayTest, testing::ValuesIn(kFuzzTargets),
                         [](const auto& each) { return std::string{each.param.name}; });

}  // namespace

}  // namespace expediter::tests
