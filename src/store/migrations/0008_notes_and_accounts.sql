-- The bytes of a ticket's notes: what they may come to is bounded.
ALTER TABLE tickets ADD COLUMN note_bytes INTEGER NOT NULL DEFAULT 0;
UPDATE tickets SET note_bytes = (SELECT COALESCE(SUM(LENGTH(CAST(text AS BLOB))), 0) FROM notes
                                 WHERE ticket_id = tickets.id)
WHERE note_count > 0;

-- Whose a note is, by account: an address may go to somebody else. Of notes that are there already it is the
-- user who has the address now, unless the account is younger than the note: then nobody's but a Superuser's.
ALTER TABLE notes ADD COLUMN author_id INTEGER;
UPDATE notes SET author_id = users.id FROM users
WHERE users.email = notes.author_email AND users.created_at <= notes.created_at;

-- Accounts whose address changed, until every ticket says so. The old address goes to nobody meanwhile.
CREATE TABLE address_moves (
  old_folded  TEXT    PRIMARY KEY,
  user_id     INTEGER NOT NULL REFERENCES users (id),
  moved_by    TEXT    NOT NULL,
  next_ticket INTEGER NOT NULL
) WITHOUT ROWID;
