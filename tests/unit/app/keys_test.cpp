#include "app/keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "app/command.h"
#include "app/private_file.h"
#include "support/temporary_directory.h"

namespace expediter::app {

using testing::HasSubstr;
using testing::Not;
using tests::TemporaryDirectory;

namespace {

unsigned mode_of(const std::filesystem::path& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 07777U;
}

std::string refusal(const TemporaryDirectory& directory) {
  try {
    load_or_make_keys(directory.path());
  } catch (const CommandError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST(Keys, AreMadeOnceAndReadFromThenOn) {
  const TemporaryDirectory directory;
  const Keys made = load_or_make_keys(directory.path());
  const Keys read = load_or_make_keys(directory.path());
  EXPECT_EQ(made.current.id, read.current.id);
  EXPECT_EQ(made.current.secret.reveal(), read.current.secret.reveal());
  EXPECT_EQ(made.cursor.reveal(), read.cursor.reveal());
  EXPECT_EQ(made.current.secret.reveal().size(), 32U);
  EXPECT_NE(made.current.secret.reveal(), made.cursor.reveal());
  EXPECT_FALSE(made.previous);
}

TEST(Keys, AFileOfBeforeTheVaultGetsItsKeyAndKeepsTheOthers) {
  const TemporaryDirectory directory;
  const Keys made = load_or_make_keys(directory.path());
  const auto file = directory.path() / "keys.toml";
  const std::string text = *read_private_file(file);
  write_private_file(file, text.substr(0, text.find("\n[vault]")));
  EXPECT_THROW(read_keys(directory.path()), CommandError);
  const Keys renewed = load_or_make_keys(directory.path());
  EXPECT_EQ(renewed.vault.reveal().size(), 32U);
  EXPECT_NE(renewed.vault.reveal(), made.vault.reveal());
  EXPECT_EQ(renewed.current.secret.reveal(), made.current.secret.reveal());
  EXPECT_EQ(read_keys(directory.path()).vault.reveal(), renewed.vault.reveal());
  EXPECT_EQ(rotate_keys(directory.path()).vault.reveal(), renewed.vault.reveal())
      << "rotating must not close what the vault holds";
}

TEST(Keys, AreDifferentInEveryDataDirectory) {
  const TemporaryDirectory one;
  const TemporaryDirectory two;
  EXPECT_NE(load_or_make_keys(one.path()).current.secret.reveal(),
            load_or_make_keys(two.path()).current.secret.reveal());
}

TEST(Keys, CanBeReadByTheirOwnerAlone) {
  const TemporaryDirectory directory;
  load_or_make_keys(directory.path());
  EXPECT_EQ(mode_of(directory / "keys.toml"), 0600U);
  ::chmod((directory / "keys.toml").c_str(), 0640);
  EXPECT_THAT(refusal(directory), HasSubstr("others may read it (mode 0640)"));
}

TEST(Keys, RotationKeepsTheOldKeyForCheckingAndForgetsTheOneBefore) {
  const TemporaryDirectory directory;
  const Keys first = load_or_make_keys(directory.path());
  const Keys second = rotate_keys(directory.path());
  EXPECT_NE(second.current.id, first.current.id);
  ASSERT_NE(second.find(first.current.id), nullptr);
  EXPECT_EQ(second.find(first.current.id)->secret.reveal(), first.current.secret.reveal());
  EXPECT_EQ(second.cursor.reveal(), first.cursor.reveal());

  rotate_keys(directory.path());
  const Keys third = load_or_make_keys(directory.path());
  EXPECT_EQ(third.find(first.current.id), nullptr);
  EXPECT_NE(third.find(second.current.id), nullptr);
  EXPECT_EQ(third.find(""), nullptr);
}

TEST(Keys, AMalformedFileIsRefusedWithoutShowingWhatIsInIt) {
  const auto expect = [](std::string_view text, const std::string& complaint) {
    const TemporaryDirectory directory;
    write_private_file(directory / "keys.toml", text);
    EXPECT_THAT(refusal(directory), HasSubstr(complaint));
    EXPECT_THAT(refusal(directory), Not(HasSubstr("hush")));
    EXPECT_EQ(directory.read("keys.toml"), text) << "a file that is not understood is left as it is";
  };
  expect("", "[signing.current] has no id");
  expect("[signing.current]\nid = \"a\"\nsecret = \"hush\"\n", "[signing.current] has no secret of 32 bytes");
  expect("[signing.current]\nid = \"a\"\nsecret = 5\n", "[signing.current] has no secret of 32 bytes");
  expect("hush\n", "keys.toml:1: ");
}

TEST(PrivateFile, IsReplacedAsAWhole) {
  const TemporaryDirectory directory;
  EXPECT_FALSE(read_private_file(directory / "x"));
  write_private_file(directory / "x", std::string(10'000, 'a'));
  write_private_file(directory / "x", "b");
  EXPECT_EQ(read_private_file(directory / "x"), "b");
  EXPECT_EQ(mode_of(directory / "x"), 0600U);
  EXPECT_FALSE(std::filesystem::exists(directory / "x.new"));
}

TEST(PrivateFile, IsNotReadWhereAGroupMayWriteIt) {
  const TemporaryDirectory directory;
  write_private_file(directory / "x", "b");
  const auto read = [&](mode_t mode) {
    ::chmod((directory / "x").c_str(), mode);
    return read_private_file(directory / "x", FileReaders::owner_and_group);
  };
  EXPECT_EQ(read(0640), "b");
  EXPECT_THROW(read(0660), CommandError);
  EXPECT_THROW(read(0620), CommandError);
  EXPECT_THROW(read(0644), CommandError);
}

TEST(PrivateFile, CannotBeWrittenWhereThereIsNoDirectory) {
  EXPECT_THROW(write_private_file("no/such/directory/x", "a"), std::system_error);
}

}  // namespace expediter::app
