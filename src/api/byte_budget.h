#pragma once
// Memory that may be in use for one purpose at a time, and how much of it by one account or address.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

namespace expediter::api {

// Safe from any thread. Copies are of the same budget.
class ByteBudget {
 public:
  // Whose the memory is, as rate_key gives them.
  struct Owner {
    std::uint64_t account = 0;
    std::uint64_t address = 0;
  };

  // `share`: of one account, and of one address.
  ByteBudget(std::size_t bytes, std::size_t share) : bytes_(bytes), share_(share) {}

  // A part that comes back when its last copy is gone, which may be after the budget. Null where what is in
  // use leaves too little: by all, by the account or by the address. Who is the only one of these gets any.
  std::shared_ptr<void> take(std::size_t bytes, const Owner& owner) const;

 private:
  struct Used {
    std::mutex mutex;
    std::size_t all = 0;
    std::map<std::uint64_t, std::size_t> accounts;
    std::map<std::uint64_t, std::size_t> addresses;
  };

  std::size_t bytes_;
  std::size_t share_;
  std::shared_ptr<Used> used_ = std::make_shared<Used>();
};

}  // namespace expediter::api
