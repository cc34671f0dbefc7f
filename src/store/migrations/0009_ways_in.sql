-- A token that was made with another one ends with it.
ALTER TABLE api_tokens ADD COLUMN parent_id INTEGER REFERENCES api_tokens (id);
CREATE INDEX api_tokens_by_parent ON api_tokens (parent_id) WHERE parent_id IS NOT NULL;

-- Failed sign-ins in a row: under a name (that of a user, or the digest of one that nobody has), from a
-- place (a device, an address, a session; '' counts those of all unknown places).
CREATE TABLE signin_failures (
  name         TEXT    NOT NULL,
  place        TEXT    NOT NULL,
  failures     INTEGER NOT NULL,
  locked_until INTEGER NOT NULL,
  last_at      INTEGER NOT NULL,
  PRIMARY KEY (name, place)
) WITHOUT ROWID;
CREATE INDEX signin_failures_by_age ON signin_failures (last_at);
DROP TABLE unknown_signins;
ALTER TABLE users DROP COLUMN failed_signins;
ALTER TABLE users DROP COLUMN locked_until;

-- Browsers that somebody has signed in from. Digests only.
CREATE TABLE devices (
  user_id      INTEGER NOT NULL REFERENCES users (id),
  digest       TEXT    NOT NULL,
  last_used_at INTEGER NOT NULL,
  came_back    INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (user_id, digest)
) WITHOUT ROWID;
