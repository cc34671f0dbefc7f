#include "domain/privilege.h"

#include <gtest/gtest.h>

namespace expediter::domain {

namespace {

constexpr std::array kAreas{Area::issue_tracker, Area::procurement, Area::users};

}  // namespace

TEST(Privileges, NothingIsAllowedToBeginWith) {
  const Privileges none;
  EXPECT_FALSE(none.superuser());
  for (const Area area : kAreas) EXPECT_FALSE(none.allows(area, Level::view));
}

TEST(Privileges, EditIncludesViewInItsAreaAlone) {
  const auto privileges =
      Privileges::of({{Area::issue_tracker, GrantedLevel::edit}, {Area::procurement, GrantedLevel::view}});
  EXPECT_TRUE(privileges.allows(Area::issue_tracker, Level::view));
  EXPECT_TRUE(privileges.allows(Area::issue_tracker, Level::edit));
  EXPECT_TRUE(privileges.allows(Area::procurement, Level::view));
  EXPECT_FALSE(privileges.allows(Area::procurement, Level::edit));
  EXPECT_FALSE(privileges.allows(Area::users, Level::view));
  EXPECT_FALSE(privileges.superuser());
}

TEST(Privileges, TheHigherOfTwoGrantsCounts) {
  const auto one_way = Privileges::of({{Area::users, GrantedLevel::edit}, {Area::users, GrantedLevel::view}});
  const auto other_way =
      Privileges::of({{Area::users, GrantedLevel::view}, {Area::users, GrantedLevel::edit}});
  EXPECT_TRUE(one_way.allows(Area::users, Level::edit));
  EXPECT_TRUE(other_way.allows(Area::users, Level::edit));
}

TEST(Privileges, ASuperuserMayDoEverything) {
  for (const Area area : kAreas) EXPECT_TRUE(Privileges::everything().allows(area, Level::edit));
}

TEST(Privileges, AScopeOnlyEverNarrows) {
  const auto manager = Privileges::of({{Area::issue_tracker, GrantedLevel::edit}});
  const auto scope =
      Privileges::of({{Area::issue_tracker, GrantedLevel::view}, {Area::users, GrantedLevel::edit}});
  for (const Privileges& both : {manager.narrowed_to(scope), scope.narrowed_to(manager)}) {
    EXPECT_TRUE(both.allows(Area::issue_tracker, Level::view));
    EXPECT_FALSE(both.allows(Area::issue_tracker, Level::edit));
    EXPECT_FALSE(both.allows(Area::users, Level::view));
  }
  const Privileges narrowed = Privileges::everything().narrowed_to(scope);
  EXPECT_FALSE(narrowed.superuser());
  EXPECT_FALSE(narrowed.allows(Area::procurement, Level::view));
  EXPECT_TRUE(narrowed.allows(Area::users, Level::edit));
  EXPECT_TRUE(Privileges::everything().narrowed_to(Privileges::everything()).superuser());
}

TEST(Privileges, TheyCoverWhatIsInEveryAreaAtMostAsMuch) {
  const auto viewer = Privileges::of({{Area::issue_tracker, GrantedLevel::view}});
  const auto editor = Privileges::of({{Area::issue_tracker, GrantedLevel::edit}});
  EXPECT_TRUE(viewer.cover(viewer));
  EXPECT_TRUE(editor.cover(viewer));
  EXPECT_FALSE(viewer.cover(editor));
  for (const Area area : kAreas) {
    EXPECT_FALSE(Privileges{}.cover(Privileges::of({{area, GrantedLevel::view}})));
    EXPECT_TRUE(Privileges::everything().cover(Privileges::of({{area, GrantedLevel::edit}})));
  }
  const auto all_areas = Privileges::of({{Area::issue_tracker, GrantedLevel::edit},
                                         {Area::procurement, GrantedLevel::edit},
                                         {Area::users, GrantedLevel::edit}});
  EXPECT_FALSE(all_areas.cover(Privileges::everything()));
  EXPECT_TRUE(Privileges::everything().cover(Privileges::everything()));
}

TEST(Privileges, TheyAreKeptAsTheyAreServed) {
  const std::vector<Privilege> privileges{{Area::issue_tracker, GrantedLevel::edit},
                                          {Area::users, GrantedLevel::view}};
  std::string scratch;
  using Traits = schema::ValueTraits<std::vector<Privilege>>;
  const schema::ScalarView kept = Traits::to_scalar(privileges, scratch);
  EXPECT_EQ(std::get<std::string_view>(kept),
            R"([{"type":"Issue Tracker","access":"Edit"},{"type":"Users","access":"View"}])");
  EXPECT_EQ(Traits::from_scalar(kept), privileges);
}

}  // namespace expediter::domain
