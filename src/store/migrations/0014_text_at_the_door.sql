-- Each spelling of an address that tickets have, under its folded form. Filled by the program.
CREATE TABLE address_spellings (
  folded   TEXT NOT NULL,
  spelling TEXT NOT NULL,
  PRIMARY KEY (folded, spelling)
) WITHOUT ROWID;

-- The rules by which texts are stored; the program brings those along that were stored by others.
ALTER TABLE store ADD COLUMN texts TEXT NOT NULL DEFAULT '';
