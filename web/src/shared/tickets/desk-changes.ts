/** Whether anything has changed at the server, by whomever; asked now and then while the page is seen. */
import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { currentTag } from '../api/client';
import { useLatest } from '../ui/use-latest';
import { ticketKeys, TICKETS } from './ticket-queries';

const EVERY_MS = 8_000;

const KEY = ['desk'];

/** The tag of the shortest list there is. The server makes it from the number of its last commit. */
const tagQuery = (client: QueryClient) =>
  queryOptions({
    queryKey: KEY,
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ page_size: '1', fields: 'id' });
      const known = client.getQueryData<string | null>(KEY);
      return currentTag(TICKETS, { query, ifNoneMatch: known, signal });
    },
    // Not while the page is hidden; at once when it is seen again.
    refetchInterval: EVERY_MS,
    refetchOnWindowFocus: 'always' as const,
    staleTime: EVERY_MS,
    retry: false,
  });

const listeners = new Set<() => void>();

/** Calls back when something has changed: for lists, which decide themselves what may move on the screen. */
export function useDeskChange(onChange: () => void): void {
  const latest = useLatest(onChange);
  useEffect(() => {
    const listener = () => {
      latest()();
    };
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [latest]);
}

/** Has all that is on the screen read anew, but for lists: their rows stay where they are until told. */
function refreshScreen(client: QueryClient): void {
  const lists = ticketKeys.lists[1];
  void client.invalidateQueries({
    queryKey: ticketKeys.all,
    predicate: ({ queryKey }) => queryKey[1] !== lists,
  });
  void client.invalidateQueries({ queryKey: ticketKeys.lists, refetchType: 'none' });
  void client.invalidateQueries({ queryKey: ['views'] });
  for (const listener of listeners) listener();
}

/** Keeps the page up with what others do. For the shell, once. */
export function useLiveDesk(enabled: boolean): void {
  const client = useQueryClient();
  const { data: tag } = useQuery({ ...tagQuery(client), enabled });
  const seen = useRef(tag);
  useEffect(() => {
    if (!tag || tag === seen.current) return;
    const isFirst = !seen.current;
    seen.current = tag;
    if (!isFirst) refreshScreen(client);
  }, [client, tag]);
}
