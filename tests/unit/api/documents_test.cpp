// The documents tell of every route and every error.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "api/route.h"
#include "base/error.h"

namespace expediter::api {
namespace {

std::string read_document(const std::string& name) {
  std::ifstream file{std::string{EXPEDITER_DOCUMENTS} + "/" + name};
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>{file}, {}};
}

TEST(Documents, TheApiReferenceHasEveryRoute) {
  const std::string text = read_document("api.md");
  for (const Route& route : routes()) {
    const std::string call = fmt::format("`{} {}`", http::method_name(route.method), route.path);
    EXPECT_NE(text.find(call), std::string::npos) << call;
  }
}

TEST(Documents, TheListOfErrorsHasEveryCodeWithItsStatus) {
  const std::string text = read_document("errors.md");
  for (const base::ErrorInfo& error : base::all_errors()) {
    const std::string row = fmt::format("| `{}` | {} |", error.name, error.status);
    EXPECT_NE(text.find(row), std::string::npos) << row;
  }
}

}  // namespace
}  // namespace expediter::api
