#include "app/data_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/command.h"
#include "support/temporary_directory.h"

namespace expediter::app {

using testing::HasSubstr;
using tests::TemporaryDirectory;

namespace {

unsigned mode_of(const std::filesystem::path& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 07777U;
}

std::string refusal(const std::filesystem::path& directory) {
  try {
    const DataLock lock{directory, "serve"};
  } catch (const CommandError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST(DataDirectory, IsMadeForItsOwnerAloneWithWhatLeadsToIt) {
  const TemporaryDirectory directory;
  make_data_directory(directory / "a/b");
  EXPECT_EQ(mode_of(directory / "a/b"), 0700U);
  make_data_directory(directory / "a/b");
}

TEST(DataDirectory, AFileInItsPlaceIsRefused) {
  const TemporaryDirectory directory;
  directory.write("file", "");
  EXPECT_THROW(make_data_directory(directory / "file"), CommandError);
  EXPECT_THROW(make_data_directory(directory / "file/below"), CommandError);
}

TEST(DataLock, ASecondHolderIsRefusedByNameOfDirectoryAndProcess) {
  const TemporaryDirectory directory;
  const DataLock lock{directory.path(), "serve"};
  EXPECT_EQ(refusal(directory.path()), "the data directory \"" + directory.path().string() +
                                           "\" is in use by process " + std::to_string(::getpid()) +
                                           " (expediter serve); stop that first");
  EXPECT_EQ(mode_of(directory / "expediter.lock"), 0600U);
}

TEST(DataLock, IsFreeAgainOnceItsHolderIsGone) {
  const TemporaryDirectory directory;
  { const DataLock lock{directory.path(), "serve"}; }
  EXPECT_EQ(refusal(directory.path()), "");
}

TEST(DataLock, EndsWithAProcessThatWasKilled) {
  const TemporaryDirectory directory;
  const pid_t child = ::fork();
  if (child == 0) {
    const DataLock lock{directory.path(), "serve"};
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(refusal(directory.path()), "");
}

TEST(DataLock, ADirectoryThatIsMissingIsNamed) {
  EXPECT_THAT(refusal("no/such/directory"), HasSubstr("\"no/such/directory\" cannot be used"));
}

}  // namespace expediter::app
