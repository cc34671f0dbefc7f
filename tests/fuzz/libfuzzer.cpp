// The entry that libFuzzer calls. Each of its programs is built from this file with another FUZZ_TARGET.

#include <cstddef>
#include <cstdint>

#include "base/random.h"
#include "fuzz/targets.h"
#include "fuzz/timed_run.h"

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  expediter::base::init_crypto();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace expediter::tests;
  static const double scale = time_scale(30);  // Sanitizers and counters make it so much slower.
  run_timed(FUZZ_TARGET, {reinterpret_cast<const char*>(bytes), size}, scale);
  return 0;
}
