/** One ticket: panel, page, creating. */
export const ticket = {
  close: 'Close the ticket',
};
