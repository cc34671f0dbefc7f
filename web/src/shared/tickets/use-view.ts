import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { OPEN_TICKET } from '../paths';
import { useProfile } from '../session/profile';
import { today } from '../time/dates';
import { toApiQuery } from './api-query';
import { otherParameters, parseView, renderView, type ViewQuery } from './view-query';

export interface ViewInUrl {
  view: ViewQuery;
  /** Shows another view. `replace` keeps typing out of the browser's history. */
  setView: (view: ViewQuery, options?: { replace?: boolean }) => void;
  /** The ticket open beside the list. */
  openId: string | null;
  setOpenId: (id: string | null, options?: { replace?: boolean }) => void;
  /** What else the address says, such as the month of the calendar. */
  parameter: (name: string) => string | null;
  setParameter: (name: string, value: string | null, options?: { replace?: boolean }) => void;
}

function withParameter(params: URLSearchParams, name: string, value: string | null): string {
  if (value === null) params.delete(name);
  else params.set(name, value);
  const query = params.toString();
  return query ? `?${query}` : '';
}

/** The view of the current address, which is the only place where it is kept. */
export function useViewInUrl(): ViewInUrl {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const view = useMemo(() => parseView(search), [search]);
  const parameters = useMemo(() => new URLSearchParams(search), [search]);

  const setParameter = useCallback(
    (name: string, value: string | null, options?: { replace?: boolean }) => {
      const next = withParameter(new URLSearchParams(search), name, value);
      navigate(path + next, { replace: options?.replace ?? false });
    },
    [navigate, path, search],
  );
  return {
    view,
    setView: useCallback(
      (next, options) => {
        const params = renderView(next);
        for (const [name, value] of otherParameters(search)) params.set(name, value);
        const query = params.toString();
        navigate(query ? `${path}?${query}` : path, { replace: options?.replace ?? false });
      },
      [navigate, path, search],
    ),
    openId: parameters.get(OPEN_TICKET),
    setOpenId: useCallback(
      (id, options) => {
        setParameter(OPEN_TICKET, id, options);
      },
      [setParameter],
    ),
    parameter: useCallback((name) => parameters.get(name), [parameters]),
    setParameter,
  };
}

/** The API's query for a view, for whoever is signed in. */
export function useApiQuery(view: ViewQuery): URLSearchParams {
  const me = useProfile()['User Email'];
  const day = today();
  return useMemo(() => toApiQuery(view, { me, today: day }), [view, me, day]);
}
