import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { OPEN_TICKET, paths } from '../paths';
import { useProfile } from '../session/profile';
import { today } from '../time/dates';
import { toApiQuery } from './api-query';
import { parseView, renderView, type ViewQuery } from './view-query';

export interface ViewInUrl {
  view: ViewQuery;
  /** Shows another view. `replace` keeps typing out of the browser's history. */
  setView: (view: ViewQuery, options?: { replace?: boolean }) => void;
  /** The ticket open beside the list. */
  openId: string | null;
  setOpenId: (id: string | null, options?: { replace?: boolean }) => void;
}

/** The view of the current address, which is the only place where it is kept. */
export function useViewInUrl(): ViewInUrl {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const view = useMemo(() => parseView(search), [search]);
  const openId = new URLSearchParams(search).get(OPEN_TICKET);

  const go = useCallback(
    (next: ViewQuery, ticket: string | null, replace: boolean) => {
      const params = renderView(next);
      if (ticket) params.set(OPEN_TICKET, ticket);
      const query = params.toString();
      navigate(query ? `${path}?${query}` : path, { replace });
    },
    [navigate, path],
  );
  return {
    view,
    setView: useCallback(
      (next, options) => {
        go(next, openId, options?.replace ?? false);
      },
      [go, openId],
    ),
    openId,
    setOpenId: useCallback(
      (id, options) => {
        go(view, id, options?.replace ?? false);
      },
      [go, view],
    ),
  };
}

/** The API's query for a view, for whoever is signed in. */
export function useApiQuery(view: ViewQuery): URLSearchParams {
  const me = useProfile()['User Email'];
  const day = today();
  return useMemo(() => toApiQuery(view, { me, today: day }), [view, me, day]);
}

/** The address of the list for a view. */
export function viewHref(view: ViewQuery): string {
  return paths.tickets(renderView(view).toString());
}
