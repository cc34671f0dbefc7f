#pragma once
// Texts of supply-chain exceptions that never happened: pure functions of the numbers they are given.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "app/split_mix.h"

namespace expediter::app {

// What goes wrong. Texts hold placeholders: {supplier}, {item}, {place}, {carrier}, {n} (pieces), {d} (days).
struct Scenario {
  std::string_view category;
  // Two ways to tell of it: one says "shipment" in its title or description, the other says it in neither.
  struct Telling {
    std::string_view title;
    std::string_view description;
  };
  Telling with_shipment;
  Telling without_shipment;
};
std::span<const Scenario> scenarios();
std::span<const std::string_view> note_texts();  // Say it neither.

std::span<const std::string_view> suppliers();

// Whom and what a ticket is about: title, description and notes name the same.
struct Subject {
  std::string_view supplier;
  std::string_view item;
  std::string_view place;
  std::string_view carrier;
  std::int64_t pieces;
  std::int64_t days;
};
Subject make_subject(SplitMix& random);

// `text` with its placeholders filled, as a sentence: with a capital first.
std::string fill_in(std::string_view text, const Subject& subject);

}  // namespace expediter::app
