-- Sessions are listed, so each has a number, never given twice; the name in its tokens becomes `key`.
DROP INDEX sessions_by_user;
DROP INDEX sessions_by_expiry;
ALTER TABLE sessions RENAME TO sessions_without_number;
CREATE TABLE sessions (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  key          TEXT    NOT NULL UNIQUE,
  user_id      INTEGER NOT NULL REFERENCES users (id),
  csrf_access  TEXT    NOT NULL,
  csrf_refresh TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  refreshed_at INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  ended_at     INTEGER,
  generation   INTEGER NOT NULL DEFAULT 0,
  address      TEXT    NOT NULL DEFAULT '',
  user_agent   TEXT    NOT NULL DEFAULT ''
);
INSERT INTO sessions (key, user_id, csrf_access, csrf_refresh, created_at, refreshed_at, expires_at, ended_at,
                      generation)
  SELECT id, user_id, csrf_access, csrf_refresh, created_at, refreshed_at, expires_at, ended_at, generation
  FROM sessions_without_number ORDER BY created_at, id;
DROP TABLE sessions_without_number;
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Failed sign-ins under names that nobody has: they lock like those of users, so that a lock tells nothing.
CREATE TABLE unknown_signins (
  digest         TEXT    PRIMARY KEY,
  failed_signins INTEGER NOT NULL,
  locked_until   INTEGER NOT NULL,
  last_at        INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX unknown_signins_by_age ON unknown_signins (last_at);
