#pragma once
// Parameters of a query string that come several times.
//
// Clients write lists in three ways besides commas, `a=1&a=2`, `a[]=1&a[]=2` and `a[0]=1&a[1]=2`:
// parse_parameters takes the brackets off, and here they become the one list that commas make.

#include <span>
#include <string>
#include <string_view>

#include "schema/query.h"

namespace expediter::schema {

// All values of a parameter that may come several times, with commas between them; "" where it is not there.
std::string joined_values(std::span<const Parameter> parameters, std::string_view name);

// Throws Error{query_invalid} that says to write it once, where a parameter of that name comes again.
void refuse_repeats(std::span<const Parameter> parameters, std::string_view name);

}  // namespace expediter::schema
