-- The terms of each ticket under its id, as the program cuts them (base/search_terms.h): the engine only
-- parts them at spaces. Filled by the program, which also notes by which rules.
DROP TABLE ticket_search;
CREATE VIRTUAL TABLE ticket_search USING fts5 (
  text, content = '', detail = none, columnsize = 0, tokenize = 'ascii'
);

-- What is made of other columns by rules that may change with the program, and the rules it was made by.
CREATE TABLE derived (
  name  TEXT PRIMARY KEY,
  rules TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO derived VALUES ('search', '');

-- The words of users' names, folded: by whom a ticket is asked for by a name.
CREATE TABLE user_words (
  word    TEXT    NOT NULL,
  user_id INTEGER NOT NULL,
  PRIMARY KEY (word, user_id)
) WITHOUT ROWID;
CREATE INDEX user_words_by_user ON user_words (user_id);
