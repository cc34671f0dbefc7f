#include "http/preferences.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace expediter::http {

TEST(Preferences, ACodingIsAcceptedWhereItIsNamedAndNotRefused) {
  const std::vector<std::pair<std::string_view, bool>> cases = {
      {"", false},
      {"br", true},
      {"BR", true},
      {"gzip, br", true},
      {"br;q=0", false},
      {"br;q=0.000", false},
      {"br ; Q=0.0", false},
      {"br;q=0.001", true},
      {"br;q=1", true},
      {"brotli", false},
      {"x-br", false},
      {"gzip;x=br", false},
      {"*", true},
      {"*;q=0", false},
      {"*, br;q=0", false},
      {"br;q=0, *", false},
      {"*;q=0, br", true},
      {",, ,br,", true},
      {"gzip;a=\",br\"", false},
      {"br;q=", true},
      {"identity", false},
      {"br;x=\"q=0\"", true},
      {"\"br\"", false},
  };
  for (const auto& [header, accepted] : cases) EXPECT_EQ(accepts_coding(header, "br"), accepted) << header;
}

TEST(Preferences, ATypeIsAcceptedByTheRangeThatNamesItMostClosely) {
  const std::vector<std::pair<std::string_view, bool>> cases = {
      {"", true},
      {" , ", true},
      {"*/*", true},
      {"application/json", true},
      {"APPLICATION/JSON", true},
      {"application/*", true},
      {"text/html", false},
      {"text/*, */*;q=0.1", true},
      {"application/json;q=0", false},
      {"application/json;q=0, */*", false},
      {"*/*;q=0, application/json", true},
      {"application/*;q=0, application/json;q=0.5", true},
      {"text/html;a=\",application/json\"", false},
      {"application/json;charset=\"q=0\"", true},
      {"application/json;freq=0", true},
      {"application/json; Q=0.00", false},
      {"application/jsonx", false},
      {"*/json", false},
  };
  for (const auto& [header, accepted] : cases)
    EXPECT_EQ(accepts_type(header, "application/json"), accepted) << header;
}

}  // namespace expediter::http
