#include "app/synthetic_text.h"

#include <array>

#include "base/check.h"

namespace expediter::app {

namespace {

constexpr std::array<std::string_view, 24> kSuppliers{
    "Acme Metals",      "Baltic Timber",    "Castello Valves",  "Dahlgren Bearings", "Eastgate Plastics",
    "Fjord Castings",   "Gallo Textiles",   "Harrow Chemicals", "Iberia Cables",     "Juniper Electronics",
    "Kestrel Motors",   "Lindholm Steel",   "Marlow Glass",     "Nakata Precision",  "Orchard Packaging",
    "Pinecrest Resins", "Quayside Rubber",  "Redwood Pallets",  "Sorrento Pumps",    "Tidewater Coatings",
    "Umber Ceramics",   "Verdant Polymers", "Westfold Forging", "Zephyr Fans"};

constexpr std::array<std::string_view, 32> kItems{
    "ball bearings",  "brake discs",       "cable harnesses", "cast housings",   "circuit boards",
    "control valves", "copper busbars",    "cylinder liners", "drive belts",     "epoxy resin",
    "fan assemblies", "filter elements",   "forged flanges",  "gear blanks",     "glass panels",
    "heat sinks",     "hose couplings",    "hydraulic pumps", "insulation mats", "label rolls",
    "lithium cells",  "mounting brackets", "paint drums",     "pallet collars",  "pressure sensors",
    "rubber seals",   "servo motors",      "shrink film",     "steel coils",     "stepper drives",
    "thermal paste",  "titanium rods"};

constexpr std::array<std::string_view, 20> kPlaces{"Antwerp", "Bremen",    "Cork",    "Durban",  "Felixstowe",
                                                   "Gdansk",  "Genoa",     "Hamburg", "Izmir",   "Leipzig",
                                                   "Lyon",    "Memphis",   "Mumbai",  "Norfolk", "Porto",
                                                   "Pusan",   "Rotterdam", "Santos",  "Tacoma",  "Yokohama"};

constexpr std::array<std::string_view, 10> kCarriers{
    "Arrowline", "Bluewater Freight", "Cargo Nord",   "Eastern Rail", "Halcyon Air",
    "Meridian",  "Northstar Lines",   "Overland Ten", "Seaboard",     "Trident Express"};

// The value of a placeholder; "" for one that is a number.
std::string_view text_value(std::string_view name, const Subject& subject) {
  if (name == "supplier") return subject.supplier;
  if (name == "item") return subject.item;
  if (name == "place") return subject.place;
  if (name == "carrier") return subject.carrier;
  return "";
}

}  // namespace

std::span<const std::string_view> suppliers() {
  return kSuppliers;
}

Subject make_subject(SplitMix& random) {
  return {.supplier = random.pick(std::span{kSuppliers}),
          .item = random.pick(std::span{kItems}),
          .place = random.pick(std::span{kPlaces}),
          .carrier = random.pick(std::span{kCarriers}),
          .pieces = random.between(2, 960),
          .days = random.between(2, 21)};
}

std::string fill_in(std::string_view text, const Subject& subject) {
  std::string out;
  out.reserve(text.size() + 48);
  while (true) {
    const std::size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    CHECK(close != std::string_view::npos);
    const std::string_view name = text.substr(open + 1, close - open - 1);
    if (const std::string_view value = text_value(name, subject); !value.empty())
      out += value;
    else
      out += std::to_string(name == "n" ? subject.pieces : subject.days);
    text.remove_prefix(close + 1);
  }
  // An item may come first.
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z')
    out.front() = static_cast<char>(out.front() - 0x20);
  return out;
}

}  // namespace expediter::app
