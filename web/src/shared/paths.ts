function withSearch(path: string, search: string): string {
  return search ? `${path}?${search}` : path;
}

/** Every address of the page in one place. */
export const paths = {
  tickets: (search = '') => withSearch('/tickets', search),
  ticket: (id: string, search = '') => withSearch(`/tickets/${encodeURIComponent(id)}`, search),
  board: (search = '') => withSearch('/board', search),
  calendar: (search = '') => withSearch('/calendar', search),
  dashboard: (search = '') => withSearch('/dashboard', search),
  users: (search = '') => withSearch('/administration/users', search),
  roles: '/administration/roles',
  tokens: '/administration/tokens',
  orders: '/administration/purchase-orders',
  account: '/account',
  accountTokens: '/account/tokens',
  audit: '/administration/audit-log',
  reference: '/docs',
  resetPassword: '/reset-password',
};

/** The parameter of the list that names the ticket open beside it. */
export const OPEN_TICKET = 'ticket';

/** The parameter that names the saved view that the page was opened by, for as long as one stays with it. */
export const BASE_VIEW = 'view';
