#include "base/error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace expediter::base {

TEST(Error, EveryCodeHasItsRow) {
  for (std::size_t i = 0; i < all_errors().size(); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    EXPECT_EQ(error_info(code).code, code);
  }
  EXPECT_EQ(all_errors().size(), static_cast<std::size_t>(ErrorCode::storage_unavailable) + 1);
}

TEST(Error, NamesAreUniqueAndOfTheFormDomainDotSubtype) {
  // One name may stand for two statuses: the contract has such a one.
  std::set<std::pair<std::string_view, int>> names;
  for (const ErrorInfo& row : all_errors()) {
    EXPECT_TRUE(names.emplace(row.name, row.status).second) << row.name;
    EXPECT_EQ(std::count(row.name.begin(), row.name.end(), '.'), 1) << row.name;
    EXPECT_TRUE(row.name.find(' ') == std::string_view::npos && row.name.front() != '.' &&
                row.name.back() != '.');
  }
}

TEST(Error, EveryRowHasAStatusOfAnErrorAndWordsForPeople) {
  for (const ErrorInfo& row : all_errors()) {
    EXPECT_TRUE(row.status >= 400 && row.status < 600) << row.name;
    EXPECT_FALSE(row.message.empty()) << row.name;
    EXPECT_TRUE(row.meaning.ends_with('.')) << row.name;
  }
}

TEST(Error, TheContractsCodesKeepTheirStatus) {
  const std::vector<std::tuple<ErrorCode, std::string_view, int>> cases{
      {ErrorCode::ticket_invalid, "Ticket.Invalid", 400},
      {ErrorCode::json_invalid, "JSON.Invalid", 400},
      {ErrorCode::query_invalid, "Query.Invalid", 400},
      {ErrorCode::user_invalid_credentials, "User.InvalidCredentials", 401},
      {ErrorCode::user_not_privileged, "User.NotPrivileged", 403},
      {ErrorCode::ticket_not_found, "Ticket.NotFound", 404},
      {ErrorCode::note_not_found, "Note.NotFound", 404},
      {ErrorCode::ticket_changed, "Ticket.Changed", 412},
      {ErrorCode::csrf_missing, "CSRF.Missing", 422},
      {ErrorCode::csrf_invalid, "CSRF.Invalid", 422},
      {ErrorCode::purchase_order_in_use, "PurchaseOrderList.StillInUse", 400},
      {ErrorCode::purchase_order_not_found, "PurchaseOrderList.NotFound", 400},
      {ErrorCode::idempotency_key_reused, "Idempotency.KeyReused", 400},
  };
  for (const auto& [code, name, status] : cases) {
    EXPECT_EQ(error_info(code).name, name);
    EXPECT_EQ(error_info(code).status, status) << name;
  }
  EXPECT_EQ(error_info(ErrorCode::json_invalid).message, "Bad Request Format");
  EXPECT_EQ(error_info(ErrorCode::user_invalid_credentials).message, "Invalid username or password.");
}

TEST(Error, ItsMessageIsTheThrowersOrTheRows) {
  EXPECT_EQ(Error{ErrorCode::ticket_not_found}.message(), "There is no such ticket.");
  EXPECT_EQ((Error{ErrorCode::ticket_not_found, "Gone."}.message()), "Gone.");
  const Error both{ErrorCode::query_invalid, "sort is wrong.", {{"sort", "Field.Format", "sort is wrong."}}};
  EXPECT_EQ(both.message(), "sort is wrong.");
  EXPECT_EQ(both.violations().size(), 1U);
  EXPECT_EQ(both.status(), 400);
  EXPECT_EQ(both.name(), "Query.Invalid");
}

TEST(Error, TheCauseIsKeptApartFromWhatAClientSees) {
  const Error error =
      Error{ErrorCode::internal}.because("disk 7 said no").retry_after(std::chrono::seconds{5});
  EXPECT_EQ(error.detail(), "disk 7 said no");
  EXPECT_EQ(error.message().find("disk"), std::string_view::npos);
  EXPECT_EQ(std::string_view{error.what()}.find("disk"), std::string_view::npos);
  EXPECT_EQ(error.retry_after(), std::chrono::seconds{5});
  EXPECT_EQ(Error{ErrorCode::internal}.retry_after(), std::nullopt);
}

}  // namespace expediter::base
