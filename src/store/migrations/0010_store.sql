-- Which store this is. The incarnation is renewed whenever what was said of its states may not hold any more:
-- after a restore, for a copy, after a migration. The digest of the keys that never change tells other keys
-- apart ('' until keys were noted). The audit log can be verified from an entry on, and the seal says so.
CREATE TABLE store (
  incarnation TEXT    NOT NULL,
  keys        TEXT    NOT NULL DEFAULT '',
  audit_from  INTEGER NOT NULL DEFAULT 1,
  audit_seal  TEXT    NOT NULL DEFAULT ''
);
INSERT INTO store (incarnation) VALUES (lower(hex(randomblob(16))));

-- Digests of the keys that signed sessions: one that was replaced never signs again.
CREATE TABLE signing_keys (
  digest   TEXT    PRIMARY KEY,
  replaced INTEGER NOT NULL
) WITHOUT ROWID;
