-- Which commit an entry came with, and the ticket's `Updated At` before it: so that what a ticket was at an
-- earlier commit can be told exactly, and not to the second. NULL: an entry from before these columns.
ALTER TABLE ticket_history ADD COLUMN commit_seq INTEGER;
ALTER TABLE ticket_history ADD COLUMN updated_before INTEGER;
