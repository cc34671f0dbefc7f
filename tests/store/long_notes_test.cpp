// Tickets whose notes are many or long: searches, totals and what is shown stay exact, and a change costs
// what it changes.

#include <fmt/format.h>

#include <chrono>

#include "base/search_terms.h"
#include "store/integrity.h"
#include "store/store_fixture.h"
#include "store/ticket_lists.h"
#include "store/ticket_text.h"

namespace expediter::tests {

namespace {

using domain::Note;
using domain::Ticket;
using domain::TicketId;

class LongNotesTest : public StoreTest {
 protected:
  static service::NotePatch note_patch(const std::string& text) {
    service::NotePatch patch;
    schema::at<&Note::text>(patch) = text;
    return patch;
  }
  std::int64_t add_note(TicketId id, const std::string& text) {
    return database_->writer()
        .run([&](store::WriteContext& context) {
          return service::add_note(context, caller_, id, note_patch(text));
        })
        .id;
  }
  // Many notes in few commits.
  void add_notes(TicketId id, int count, const std::string& text) {
    database_->writer().run([&](store::WriteContext& context) {
      for (int i = 0; i < count; ++i) service::add_note(context, caller_, id, note_patch(text));
      return 0;
    });
  }
  void change_note(TicketId id, std::int64_t note, const std::string& text) {
    database_->writer().run([&](store::WriteContext& context) {
      return service::update_note(context, caller_, id, note, note_patch(text));
    });
  }
  void delete_note(TicketId id, std::int64_t note) {
    database_->writer().run([&](store::WriteContext& context) {
      service::delete_note(context, caller_, id, note);
      return 0;
    });
  }

  // Rows of the index and the total that is remembered, against the texts themselves.
  void expect_found(const std::string& words) {
    const auto parsed = schema::parse_parameters("q=" + words);
    const schema::Query query =
        schema::parse_query(parsed, schema::kTableInfo<Ticket>,
                            {.me = "jane.doe@acme.com",
                             .today = {20'000},
                             .default_sort = {schema::kIndexOf<&Ticket::updated_at>, true},
                             .default_search_sort = {schema::kIndexOf<&Ticket::id>, true},
                             .searchable = true});
    const store::Snapshot snapshot = reader_->snapshot();
    std::vector<TicketId> expected;
    auto rows = snapshot.db().prepare("SELECT id FROM tickets ORDER BY id DESC");
    while (rows.step()) {
      const TicketId id{rows.integer(0)};
      if (has_words(snapshot.db(), id, query.words)) expected.push_back(id);
    }
    EXPECT_EQ(store::count_tickets(snapshot, query, counts_), static_cast<std::int64_t>(expected.size()))
        << words;
    EXPECT_EQ(store::list_tickets(snapshot, query, {.limit = 500}).ids, expected) << words;
  }
  static bool has_words(sql::Connection& db, TicketId id, const std::vector<std::string>& words) {
    const std::string joined = store::terms_of(*store::find_ticket(db, id, store::Notes::all));
    const auto terms = base::split_terms(joined);
    for (std::size_t i = 0; i < words.size(); ++i) {
      const bool last = i + 1 == words.size();
      if (std::none_of(terms.begin(), terms.end(), [&](std::string_view term) {
            return last ? term.starts_with(words[i]) : term == words[i];
          }))
        return false;
    }
    return true;
  }
  void expect_no_damage() {
    const auto connection = store::open_for_writing(database_->file(), 1 << 20);
    EXPECT_EQ(store::find_damage(*connection, [](std::string_view) {}), std::vector<std::string>{});
  }

  store::CountMemory counts_;
};

TEST_F(LongNotesTest, SearchesAndTotalsStayExactWhereverNotesBecomeManyAndFewAgain) {
  const std::vector<std::string> words{"steel", "Steelworks", "STEM",  "kühl",  "KÜHLER", "İstanbul",
                                       "late",  "x-ray",      "Ärger", "naïve", "n.a.",   "straße"};
  Random random{7};
  const auto text = [&](std::size_t most) {
    std::string out = words[random.below(words.size())];
    for (std::size_t left = random.below(most); left > 0; --left)
      out += " " + words[random.below(words.size())];
    // Some are long enough that a few of them are no longer told whole.
    return random.below(3) == 0 ? out + std::string(12'000, '.') : out;
  };
  std::vector<std::pair<TicketId, std::vector<std::int64_t>>> tickets;
  for (int i = 0; i < 4; ++i) tickets.push_back({create(patch(text(2))), {}});
  for (int round = 0; round < 300; ++round) {
    auto& [id, notes] = tickets[random.below(tickets.size())];
    const std::size_t dice = random.below(12);
    if (dice < 5 || notes.empty()) {
      notes.push_back(add_note(id, text(3)));
    } else if (dice < 7) {
      change_note(id, notes[random.below(notes.size())], text(3));
    } else if (dice < 9) {
      const auto at = notes.begin() + static_cast<std::ptrdiff_t>(random.below(notes.size()));
      delete_note(id, *at);
      notes.erase(at);
    } else if (dice < 11) {
      service::TicketPatch change;
      schema::at<&Ticket::description>(change) = text(2);
      update(id, change);
    } else if (random.below(6) == 0) {
      remove(id);
      id = create(patch(text(2)));
      notes.clear();
    }
    for (const char* asked : {"steel", "ste", "k%C3%BChl", "late+st", "na", "istanbul", "stra", "x+ray"})
      expect_found(asked);
    if (HasFailure()) FAIL() << "in round " << round;
  }
  expect_no_damage();
}

TEST_F(LongNotesTest, SeveralChangesOfOneCommitAreToldInTheirOrder) {
  const TicketId id = create(patch("One"));
  database_->writer().run([&](store::WriteContext& context) {
    const auto first =
        service::add_note(context, caller_, id, note_patch("unique " + std::string(70'000 / 5, 'y')));
    for (int i = 0; i < 8; ++i)
      service::add_note(context, caller_, id, note_patch("wombat " + std::string(12'000, '.')));
    service::update_note(context, caller_, id, first.id, note_patch("other"));
    return 0;
  });
  expect_found("unique");
  expect_found("wombat");
  expect_found("other");
  expect_no_damage();
}

TEST_F(LongNotesTest, WhatWasForeseenHoldsUntilTheTicketChangesAgain) {
  const TicketId id = create(patch("Long"));
  add_notes(id, 70, "common pieces");
  const std::int64_t first = add_note(id, "lonely word");
  const std::int64_t second = add_note(id, "single word");
  const auto foresee = [&](std::int64_t note) {
    const store::Snapshot snapshot = reader_->snapshot();
    return store::foresee_loss_of_note(snapshot.db(), id, note);
  };
  const auto delete_with = [&](const std::optional<store::ForeseenLoss>& foreseen, std::int64_t note) {
    database_->writer().run([&](store::WriteContext& context) {
      context.set_foreseen(foreseen);
      service::delete_note(context, caller_, id, note);
      return 0;
    });
  };
  const auto now = foresee(first);
  ASSERT_TRUE(now);
  EXPECT_EQ(now->terms, "lonely");
  delete_with(now, first);
  const auto old = foresee(second);
  add_note(id, "single after all");
  delete_with(old, second);
  for (const char* words : {"lonely", "single", "word", "common"}) expect_found(words);
  EXPECT_FALSE(foresee(second)) << "there is no such note";
}

TEST_F(LongNotesTest, ATicketShowsItsNewestNotesOldestOfThemFirst) {
  const TicketId id = create(patch("Talked about"));
  add_notes(id, 30, std::string(16'384, 'x'));
  const auto last = add_note(id, "the last");
  const auto ticket = find(id);
  ASSERT_FALSE(ticket->notes.empty());
  EXPECT_EQ(ticket->notes.back().id, last);
  EXPECT_LE(domain::totals_of(ticket->notes).bytes, domain::kMaxShownNoteBytes);
  EXPECT_EQ(ticket->notes.size(), 16U);
  EXPECT_TRUE(std::is_sorted(ticket->notes.begin(), ticket->notes.end(),
                             [](const Note& a, const Note& b) { return a.id < b.id; }));
  const TicketId chatty = create(patch("Chatty"));
  add_notes(chatty, 600, "short");
  EXPECT_EQ(find(chatty)->notes.size(), static_cast<std::size_t>(domain::kMaxShownNotes));
}

TEST_F(LongNotesTest, AListShowsTheNewestNotesThatItHasRoomFor) {
  const TicketId id = create(patch("Talked about"));
  add_notes(id, 10, std::string(8'000, 'x'));
  const auto last = add_note(id, "the last");
  const store::RenderedTicket rendered{*find(id), 1};
  std::string whole;
  std::string listed;
  rendered.append_to(whole);
  rendered.append_listed_to(listed, {});
  EXPECT_GT(whole.size(), 80'000U);
  EXPECT_LT(listed.size(), domain::kMaxListedNoteBytes + 2'000);
  EXPECT_NE(listed.find(fmt::format(R"("Notes":[{{"id":{},)", last - 4)), std::string::npos)
      << listed.substr(0, 500);
  EXPECT_NE(listed.find("the last"), std::string::npos);
  std::string notes;
  const std::size_t field = schema::kIndexOf<&Ticket::notes>;
  rendered.append_listed_to(notes, std::span{&field, 1});
  EXPECT_LT(notes.size(), domain::kMaxListedNoteBytes + 500);
}

TEST_F(LongNotesTest, ANoteIsItsAuthorsByAccountAndNotByAddress) {
  const TicketId id = create(patch("Talked about"));
  const auto note = add_note(id, "mine");
  const auto change_as = [&](std::int64_t user_id, const std::string& email) {
    const service::Caller caller{
        .user_id = user_id, .email = email, .privileges = {}, .session_id = {}, .csrf_access = {}};
    database_->writer().run([&](store::WriteContext& context) {
      return service::update_note(context, caller, id, note, note_patch("changed"));
    });
  };
  EXPECT_THROW(change_as(2, caller_.email), base::Error);
  EXPECT_NO_THROW(change_as(caller_.user_id, "another@acme.com"));
  // Of a note from before accounts were kept with them, where nobody could be found.
  database_->writer().run([](store::WriteContext& context) {
    context.db().execute("UPDATE notes SET author_id = NULL");
    return 0;
  });
  EXPECT_THROW(change_as(caller_.user_id, caller_.email), base::Error);
}

TEST_F(LongNotesTest, NotesAreBoundedInNumberAndInBytes) {
  const TicketId id = create(patch("Chatty"));
  for (int i = 0; i < 10; ++i) add_notes(id, domain::kMaxNotes / 10, "x");
  const auto code_of = [&](const std::string& text) {
    try {
      add_note(id, text);
    } catch (const base::Error& error) {
      return error.name();
    }
    return std::string_view{};
  };
  EXPECT_EQ(code_of("one more"), "Ticket.Full");
  database_->writer().run([&](store::WriteContext& context) {
    context.db()
        .prepare("UPDATE tickets SET note_count = 7, note_bytes = ? WHERE id = ?")
        .bind(1, domain::kMaxNoteBytes - 3)
        .bind(2, id.number)
        .run();
    return 0;
  });
  EXPECT_EQ(code_of("four"), "Ticket.Full");
  EXPECT_EQ(code_of("one"), "");
}

// The fastest of several, so that neighbours on the machine do not count.
template <class Work>
double fastest_ms(Work&& work) {
  double fastest = 1e9;
  for (int i = 0; i < 15; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - begin;
    fastest = std::min(fastest, spent.count());
  }
  return fastest;
}

TEST_F(LongNotesTest, AChangeCostsWhatItChangesAndNotWhatTheNotesComeTo) {
  std::string text;
  for (int i = 0; text.size() < 16'000; ++i) text += fmt::format("container {} ", i);
  const TicketId bare = create(patch("Bare"));
  const TicketId full = create(patch("Full"));
  for (int i = 0; i < 20; ++i) add_notes(full, 100, text);
  const auto time_change = [&](TicketId id) {
    return fastest_ms([&, status = 0]() mutable {
      service::TicketPatch change;
      schema::at<&Ticket::status>(change) = static_cast<domain::Status>(status++ % 2);
      update(id, change);
    });
  };
  const double bare_change = time_change(bare);
  const double full_change = time_change(full);
  const double bare_note = fastest_ms([&] { add_note(create(patch("New")), text); });
  const double full_note = fastest_ms([&] { add_note(full, text); });
  RecordProperty("milliseconds", fmt::format("change {:.2f} of {:.2f}, note {:.2f} of {:.2f}", full_change,
                                             bare_change, full_note, bare_note));
  fmt::print("change {:.2f} ms (without notes {:.2f}), note {:.2f} ms (without notes {:.2f})\n", full_change,
             bare_change, full_note, bare_note);
  // What it shows of the notes is rendered for the answer: 256 KiB.
  EXPECT_LT(full_change, 10 * bare_change + 5);
  EXPECT_LT(full_note, 3 * bare_note + 1);
}

}  // namespace

}  // namespace expediter::tests
