#pragma once
// How people sort text: by the rules of CLDR, numbers inside a text by their value (PO-9 before PO-10).

#include <memory>
#include <string>
#include <string_view>

namespace expediter::base {

// An order of texts. Safe from any thread once it is made.
class Collation {
 public:
  // That of no language in particular (CLDR root): what is kept in the database. Lives as long as the
  // program.
  static const Collation& root();
  // That of a language, by its tag (BCP 47: `sv`, `de-AT`); null where the tag names no language.
  // Making one costs up to some milliseconds and 1 MB: keep it.
  static std::unique_ptr<Collation> of_language(std::string_view tag);

  ~Collation();
  Collation(const Collation&) = delete;
  Collation& operator=(const Collation&) = delete;

  // Bytes, none of them zero: of two texts, the one whose key is smaller by bytes comes first. `text` is
  // UTF-8. About as long as the text where that is ASCII, up to some four times as long elsewhere.
  std::string key(std::string_view text) const;

  // Names the rules and the data behind them. Keys of another version must not be compared with these.
  std::string version() const;

 private:
  struct Rules;
  explicit Collation(std::unique_ptr<Rules> rules);
  std::unique_ptr<Rules> rules_;
};

}  // namespace expediter::base
