-- The terms of orders' numbers and suppliers: by what a ticket is asked for that links to them. The search
-- index no longer holds them for every ticket, nor tickets' ids and assignees. Filled by the program, which
-- makes the index anew as well.
CREATE TABLE order_terms (
  term     TEXT    NOT NULL,
  order_id INTEGER NOT NULL,
  PRIMARY KEY (term, order_id)
) WITHOUT ROWID;
CREATE INDEX order_terms_by_order ON order_terms (order_id);
