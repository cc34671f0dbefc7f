#pragma once
// The entity tags that a client sends back: If-Match and If-None-Match (RFC 9110, 13.1).

#include <string_view>

namespace expediter::base {

// Whether a header's value names the tag: `*`, or a list of entity tags with it. A value that is no such list
// names nothing from where it ceases to be one.
//
// A tag of ours that a proxy weakened counts as what it was, in If-Match too. A proxy that packs an answer
// says so in the tag: nginx and HAProxy by W/, Apache by a suffix such as `-gzip`. We never send a weak tag,
// and ours are made of the unpacked content: one with our text behind W/ still names one version, byte for
// byte, and taking it for no match would have nobody behind such a proxy change anything.
bool names_tag(std::string_view header, std::string_view tag);

}  // namespace expediter::base
