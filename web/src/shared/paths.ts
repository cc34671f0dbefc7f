/** Every address of the page in one place. */
export const paths = {
  tickets: (search = '') => `/tickets${search ? `?${search}` : ''}`,
  ticket: (id: string, search = '') =>
    `/tickets/${encodeURIComponent(id)}${search ? `?${search}` : ''}`,
};

/** The parameter of the list that names the ticket open beside it. */
export const OPEN_TICKET = 'ticket';
