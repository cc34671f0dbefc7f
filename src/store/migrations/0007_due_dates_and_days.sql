-- A change of status, the commonest there is, must not move a ticket within an index of due dates.
DROP INDEX tickets_by_due_date;
CREATE INDEX tickets_by_due_date ON tickets (due_date);
CREATE INDEX unsettled_by_due_date ON tickets (due_date) WHERE settled_at IS NULL AND due_date IS NOT NULL;

-- How many tickets were last changed on each day (since 1970-01-01): a page far down the list of all is found
-- by adding up days, instead of walking over every ticket before it.
CREATE TABLE ticket_days (
  day   INTEGER PRIMARY KEY,
  count INTEGER NOT NULL
);
INSERT INTO ticket_days (day, count) SELECT updated_at / 86400, COUNT(*) FROM tickets GROUP BY 1;
