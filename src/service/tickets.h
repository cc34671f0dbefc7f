#pragma once
// What can be done with tickets. Each function is a use case: it decides on the state it sees and changes it
// within the change that the writer is applying. What is refused leaves as base::Error and changes nothing.

#include <optional>
#include <string>
#include <string_view>

#include "domain/ticket.h"
#include "service/caller.h"
#include "store/tickets.h"

namespace expediter::service {

// How strictly tickets are taken.
struct TicketPolicy {
  bool require_known_assignee = false;  // Assignees must be active users.
  bool notes_in_lists = true;           // Whether tickets in lists have their notes, unless asked for fields.
};

// A ticket as it is served after a change.
struct TicketVersion {
  domain::TicketId id;
  std::string tag;  // Entity tag, without quotes.
  std::string json;
};

// A note as it is served after a change.
struct NoteVersion {
  std::int64_t id = 0;
  std::string json;
};

using TicketPatch = schema::Patch<domain::Ticket>;
using NotePatch = schema::Patch<domain::Note>;

// The values of If-Match and If-None-Match; "" where there was none.
struct Precondition {
  std::string if_match;
  std::string if_none_match = {};
};

TicketVersion create_ticket(store::WriteContext& context, const Caller& caller, const TicketPatch& patch,
                            const TicketPolicy& policy);
TicketVersion update_ticket(store::WriteContext& context, const Caller& caller, domain::TicketId id,
                            const TicketPatch& patch, const Precondition& precondition,
                            const TicketPolicy& policy);
void delete_ticket(store::WriteContext& context, const Caller& caller, domain::TicketId id,
                   const Precondition& precondition);

NoteVersion add_note(store::WriteContext& context, const Caller& caller, domain::TicketId ticket,
                     const NotePatch& patch);
NoteVersion update_note(store::WriteContext& context, const Caller& caller, domain::TicketId ticket,
                        std::int64_t note, const NotePatch& patch);
void delete_note(store::WriteContext& context, const Caller& caller, domain::TicketId ticket,
                 std::int64_t note);

}  // namespace expediter::service
