#pragma once
// What each character beyond ASCII folds to, for base::fold; looked up in a table that fills as it is used.

#include <string>

namespace expediter::base {

struct LetterFold {
  std::string text;       // "" where the character does not count.
  bool composes = false;  // Whether it may join with what stands before or behind it.
};

// Safe from any thread; lives as long as the program. The table grows by blocks of 128 characters that were
// met.
const LetterFold& fold_letter(char32_t character);

}  // namespace expediter::base
