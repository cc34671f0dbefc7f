-- Saved views of the ticket list: a name for the query part of its address.
CREATE TABLE views (
  id          INTEGER PRIMARY KEY,
  name        TEXT    NOT NULL,
  query       TEXT    NOT NULL,
  shared      INTEGER NOT NULL DEFAULT 0,
  owner_id    INTEGER NOT NULL REFERENCES users (id)
);
CREATE INDEX views_by_owner ON views (owner_id);
