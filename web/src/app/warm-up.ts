import { addressOf } from '@/shared/base-path';
import { prefetchFirstRows } from '@/shared/tickets/use-ticket-window';
import { csrfToken } from '@/shared/api/csrf';
import { queryClient } from '@/shared/api/query-client';
import { paths } from '@/shared/paths';
import { peopleQuery } from '@/shared/session/people';
import { profileQuery } from '@/shared/session/profile';
import { today } from '@/shared/time/dates';
import { toApiQuery } from '@/shared/tickets/api-query';
import { parseView, type ViewQuery } from '@/shared/tickets/view-query';

function speaksOfReader(view: ViewQuery): boolean {
  return Object.values(view.conditions).some(
    (condition) => condition.kind === 'any-of' && condition.values.includes('me'),
  );
}

/**
 * Asks for what the first screen needs before React draws it, all at once. Only for who seems to be
 * signed in; a view that speaks of the reader waits until it is known who that is.
 */
export function warmUp(): void {
  void queryClient.prefetchQuery(profileQuery);
  if (!csrfToken()) return;
  void queryClient.prefetchQuery(peopleQuery(''));
  if (location.pathname !== addressOf(paths.tickets())) return;
  const view = parseView(location.search);
  if (speaksOfReader(view)) return;
  const reader = { me: '', today: today() };
  prefetchFirstRows(queryClient, toApiQuery(view, reader).toString());
}
