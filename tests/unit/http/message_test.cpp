#include "http/message.h"

#include <gtest/gtest.h>

namespace expediter::http {

TEST(Response, StartsAsAnEmptyOk) {
  const Response response;
  EXPECT_EQ(response.status, 200);
  EXPECT_TRUE(response.body.empty());
}

}  // namespace expediter::http
