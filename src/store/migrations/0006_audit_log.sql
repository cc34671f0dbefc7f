-- Only ever added to: the triggers refuse the rest, and each hash holds what came before it.
CREATE TABLE audit_log (
  id        INTEGER PRIMARY KEY,
  logged_at INTEGER NOT NULL,
  actor     TEXT,
  action    INTEGER NOT NULL,
  subject   TEXT,
  details   TEXT,
  address   TEXT,
  token_id  INTEGER,
  hash      TEXT    NOT NULL
);
CREATE INDEX audit_log_by_actor ON audit_log (actor);
CREATE INDEX audit_log_by_action ON audit_log (action);
CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE ON audit_log
  BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE TRIGGER audit_log_is_not_deleted BEFORE DELETE ON audit_log
  BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;

-- How many entries there are and what the last one's hash is, sealed: a log that was cut off does not fit it.
CREATE TABLE audit_head (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  entries INTEGER NOT NULL,
  hash    TEXT    NOT NULL,
  seal    TEXT    NOT NULL
);
INSERT INTO audit_head VALUES (1, 0, '', '');
