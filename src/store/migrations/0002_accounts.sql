CREATE TABLE roles (
  id          INTEGER PRIMARY KEY,
  name        TEXT    NOT NULL UNIQUE,
  description TEXT,
  privileges  TEXT    NOT NULL,
  built_in    INTEGER NOT NULL DEFAULT 0
);
INSERT INTO roles (id, name, description, privileges, built_in) VALUES
  (1, 'Superuser', 'May do everything.',
   '[{"type":"Issue Tracker","access":"Edit"},{"type":"Procurement","access":"Edit"},' ||
   '{"type":"Users","access":"Edit"}]', 1),
  (2, 'Issue Tracker Manager', 'Works on tickets and sees purchase orders.',
   '[{"type":"Issue Tracker","access":"Edit"},{"type":"Procurement","access":"View"}]', 1),
  (3, 'Issue Tracker Viewer', 'Sees tickets.', '[{"type":"Issue Tracker","access":"View"}]', 1);

-- An e-mail address or login name belongs to one user, whatever the case of its letters: the folded columns
-- say so.
CREATE TABLE users (
  id                  INTEGER PRIMARY KEY,
  fullname            TEXT    NOT NULL,
  username            TEXT    NOT NULL,
  username_folded     TEXT    NOT NULL UNIQUE,
  email               TEXT    NOT NULL,
  email_folded        TEXT    NOT NULL UNIQUE,
  phone               TEXT,
  role_id             INTEGER NOT NULL REFERENCES roles (id),
  status              INTEGER NOT NULL DEFAULT 0,
  first_signin        INTEGER NOT NULL DEFAULT 1,
  password_hash       TEXT    NOT NULL DEFAULT '',
  password_expires_at INTEGER,
  two_factor_enabled  INTEGER NOT NULL DEFAULT 0,
  failed_signins      INTEGER NOT NULL DEFAULT 0,
  locked_until        INTEGER NOT NULL DEFAULT 0,
  created_at          INTEGER NOT NULL
);
CREATE INDEX users_by_role ON users (role_id);

-- generation: of the refresh token that is to be used next; a lower one was used and must not come again.
CREATE TABLE sessions (
  id             TEXT    PRIMARY KEY,
  user_id        INTEGER NOT NULL REFERENCES users (id),
  csrf_access    TEXT    NOT NULL,
  csrf_refresh   TEXT    NOT NULL,
  created_at     INTEGER NOT NULL,
  refreshed_at   INTEGER NOT NULL,
  expires_at     INTEGER NOT NULL,
  ended_at       INTEGER,
  generation     INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- One-time secrets that let a user choose a password: after a first sign-in, or by a reset link.
-- Digests only.
CREATE TABLE password_tickets (
  digest     TEXT    PRIMARY KEY,
  user_id    INTEGER NOT NULL REFERENCES users (id),
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX password_tickets_by_user ON password_tickets (user_id);

-- Secrets are kept as digests. Without a scope the token may do what its owner may.
CREATE TABLE api_tokens (
  id           INTEGER PRIMARY KEY,
  name         TEXT    NOT NULL,
  digest       TEXT    NOT NULL UNIQUE,
  user_id      INTEGER NOT NULL REFERENCES users (id),
  scope        TEXT,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER,
  revoked_at   INTEGER
);
CREATE INDEX api_tokens_by_user ON api_tokens (user_id);

CREATE TABLE purchase_orders (
  id              INTEGER PRIMARY KEY,
  number          TEXT    NOT NULL UNIQUE,
  document_status TEXT,
  order_date      INTEGER,
  supplier_number TEXT,
  supplier_name   TEXT
);
CREATE INDEX purchase_orders_by_supplier ON purchase_orders (supplier_name);
