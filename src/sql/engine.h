#pragma once
// Settings of the whole engine, made once before anything is opened.

namespace expediter::sql {

// Safe from any thread, any number of times.
void configure_engine();

}  // namespace expediter::sql
