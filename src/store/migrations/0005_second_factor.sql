-- Secrets are sealed with a key that is not in the database. `offered` was shown and waits for a code.
CREATE TABLE second_factors (
  user_id    INTEGER PRIMARY KEY REFERENCES users (id),
  secret     TEXT,
  offered    TEXT,
  offered_at INTEGER NOT NULL DEFAULT 0,
  last_step  INTEGER NOT NULL DEFAULT 0
);

-- Codes for who has lost the authenticator: each works once. Digests only.
CREATE TABLE recovery_codes (
  digest  TEXT    PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id)
) WITHOUT ROWID;
CREATE INDEX recovery_codes_by_user ON recovery_codes (user_id);

-- A right password that waits for its second factor, from one client.
CREATE TABLE half_sign_ins (
  user_id    INTEGER NOT NULL REFERENCES users (id),
  client     TEXT    NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, client)
) WITHOUT ROWID;
CREATE INDEX half_sign_ins_by_expiry ON half_sign_ins (expires_at);

-- What the leave to choose a password came from: 0 a sign-in, 1 a mailed link.
ALTER TABLE password_tickets ADD COLUMN purpose INTEGER NOT NULL DEFAULT 0;
