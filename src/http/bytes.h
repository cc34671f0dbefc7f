#pragma once
// A growable run of raw bytes for input and output: no zeroing, and `release` gives the memory back.

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

namespace expediter::http::detail {

// Owned by one thread. Throws std::bad_alloc where memory runs out, leaving what it held.
class Bytes {
 public:
  char* data() { return data_.get(); }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::size_t capacity() const { return capacity_; }
  std::string_view view() const { return {data_.get(), size_}; }

  // At least `bytes` of writable room behind the end; `grew` then makes what was written part of it.
  char* room(std::size_t bytes) {
    if (capacity_ - size_ < bytes) grow(size_ + bytes);
    return data_.get() + size_;
  }
  void grew(std::size_t bytes) { size_ += bytes; }

  void append(std::string_view more) {
    if (more.empty()) return;
    std::memcpy(room(more.size()), more.data(), more.size());
    size_ += more.size();
  }

  void drop_front(std::size_t bytes) {
    if (bytes == 0) return;
    size_ -= bytes;
    std::memmove(data_.get(), data_.get() + bytes, size_);
  }

  void resize_down(std::size_t size) { size_ = size; }
  void clear() { size_ = 0; }
  void release() {
    data_.reset();
    size_ = capacity_ = 0;
  }

 private:
  struct Free {
    void operator()(char* data) const { std::free(data); }
  };

  void grow(std::size_t least) {
    const std::size_t capacity = std::max(least, capacity_ * 2);
    char* old = data_.release();  // realloc frees it, unless it fails.
    char* grown = static_cast<char*>(std::realloc(old, capacity));
    data_.reset(grown == nullptr ? old : grown);
    if (grown == nullptr) throw std::bad_alloc();
    capacity_ = capacity;
  }

  std::unique_ptr<char, Free> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace expediter::http::detail
