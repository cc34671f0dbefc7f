-- One row: what the writer goes on from. commit_seq numbers every committed group of changes.
CREATE TABLE state (
  id             INTEGER PRIMARY KEY CHECK (id = 1),
  commit_seq     INTEGER NOT NULL,
  last_ticket_id INTEGER NOT NULL,
  last_note_id   INTEGER NOT NULL,
  last_change_at INTEGER NOT NULL
);
INSERT INTO state VALUES (1, 0, 0, 0, 0);

-- Times are seconds since 1970-01-01T00:00:00Z, dates days since then, enumerations ranks.
CREATE TABLE tickets (
  id             INTEGER PRIMARY KEY,
  title          TEXT    NOT NULL,
  description    TEXT,
  status         INTEGER NOT NULL,
  priority       INTEGER NOT NULL,
  category       TEXT    NOT NULL,
  assignee_email TEXT,
  reporter_email TEXT    NOT NULL,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL,
  due_date       INTEGER,
  linked_po_id   INTEGER,
  subscribers    TEXT    NOT NULL,
  settled_at     INTEGER,
  note_count     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX tickets_by_status   ON tickets (status, priority, updated_at);
CREATE INDEX tickets_by_change   ON tickets (updated_at);
CREATE INDEX tickets_by_assignee ON tickets (assignee_email, updated_at);
CREATE INDEX tickets_by_due_date ON tickets (status, due_date);
CREATE INDEX tickets_by_creation ON tickets (created_at);
CREATE INDEX tickets_by_category ON tickets (category);
CREATE INDEX tickets_by_reporter ON tickets (reporter_email);
CREATE INDEX tickets_by_po       ON tickets (linked_po_id) WHERE linked_po_id IS NOT NULL;

CREATE TABLE notes (
  id           INTEGER PRIMARY KEY,
  ticket_id    INTEGER NOT NULL REFERENCES tickets (id),
  text         TEXT    NOT NULL,
  author_email TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
);
CREATE INDEX notes_by_ticket ON notes (ticket_id);

-- Who changed what. Outlives the ticket; no foreign key for that reason.
CREATE TABLE ticket_history (
  ticket_id  INTEGER NOT NULL,
  id         INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT    NOT NULL,
  action     INTEGER NOT NULL,
  field      TEXT,
  from_value TEXT,
  to_value   TEXT,
  PRIMARY KEY (ticket_id, id)
) WITHOUT ROWID;

-- How many tickets there are by status and priority: of all (dimension 0, value ''), of each category (1) and
-- of each assignee (2, '' for none). Totals of equality filters are sums over a few rows of it.
CREATE TABLE ticket_counts (
  dimension INTEGER NOT NULL,
  value     TEXT    NOT NULL,
  status    INTEGER NOT NULL,
  priority  INTEGER NOT NULL,
  count     INTEGER NOT NULL,
  PRIMARY KEY (dimension, value, status, priority)
) WITHOUT ROWID;

-- Title, description and notes of each ticket under its id. It keeps no text of its own.
CREATE VIRTUAL TABLE ticket_search USING fts5 (
  text, content = '', detail = none, columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);

-- The first answer to a request that carried an Idempotency-Key.
CREATE TABLE idempotency_keys (
  caller     TEXT    NOT NULL,
  key        TEXT    NOT NULL,
  digest     TEXT    NOT NULL,
  status     INTEGER NOT NULL,
  location   TEXT    NOT NULL,
  body       TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (caller, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
