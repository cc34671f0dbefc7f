// The entry that libFuzzer calls. Each of its programs is built from this file with another FUZZ_TARGET.

#include <cstddef>
#include <cstdint>

#include "base/random.h"
#include "fuzz/targets.h"

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  expediter::base::init_crypto();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  expediter::tests::FUZZ_TARGET({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
