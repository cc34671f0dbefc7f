#pragma once
// Texts that many tickets share, such as addresses, categories and order numbers, kept once for all of them.

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace expediter::store {

// Names are given numbers and are never forgotten; so that this stays bounded (some 10 MiB), the table takes
// no more once it is full, and no long ones. Safe for use by any number of threads at once.
class NameTable {
 public:
  // The process's own: cached tickets outlive whoever packed them.
  static NameTable& shared();

  // The name's number; empty where it has none and gets none.
  std::optional<std::uint32_t> number_of(std::string_view name);
  // The name of a number that `number_of` gave, to this thread or to one that this thread has synchronised
  // with since. Takes no lock.
  std::string_view at(std::uint32_t number) const { return (*chunks_[number / kChunk])[number % kChunk]; }

 private:
  static constexpr std::size_t kChunk = 1024;
  static constexpr std::size_t kChunks = 64;
  static constexpr std::size_t kLongest = 80;
  static constexpr std::size_t kBlock = std::size_t{64} * 1024;

  std::string_view keep(std::string_view name);

  std::mutex mutex_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::vector<std::unique_ptr<char[]>> blocks_;  // The texts. What is written once stays where it is.
  std::size_t block_used_ = kBlock;
  std::array<std::unique_ptr<std::array<std::string_view, kChunk>>, kChunks> chunks_;
};

}  // namespace expediter::store
