import {
  queryOptions,
  useQueries,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { TicketRow } from '../api/types';
import { fetchTicketPage, ticketKeys, type Page } from './ticket-queries';
import { useDebounced } from '../ui/use-debounced';

/** Rows are fetched in chunks of so many. */
export const CHUNK_ROWS = 100;
/** Rows fetched ahead of what is seen, on either side. */
const AHEAD_ROWS = 50;
/** Chunks kept in memory beyond those in sight; older ones go. */
const KEPT_CHUNKS = 30;
/** A selected range may have so many chunks fetched for it. */
const MOST_LOADED_CHUNKS = 50;
/** A scroller in full flight asks for nothing until it slows down. */
const SETTLE_MS = 70;

/** The keys of all chunks of a list. */
export function windowKey(query: string) {
  return [...ticketKeys.lists, query] as const;
}

export function chunkKey(query: string, index: number) {
  return [...windowKey(query), index] as const;
}

/** A chunk continues its predecessor by cursor, which is stable; after a jump it is found by number. */
function chunkQuery(client: QueryClient, query: string, index: number) {
  return queryOptions({
    queryKey: chunkKey(query, index),
    queryFn: ({ signal }) => {
      const before = index > 0 ? client.getQueryData<Page>(chunkKey(query, index - 1)) : undefined;
      return fetchTicketPage({
        query: new URLSearchParams(query),
        pageSize: CHUNK_ROWS,
        page: index + 1,
        cursor: before?.nextCursor ?? null,
        signal,
      });
    },
    staleTime: 30_000,
    gcTime: 60_000,
  });
}

/** Asks for the beginning of a list before anything shows it. */
export function prefetchFirstRows(client: QueryClient, query: string): void {
  void client.prefetchQuery(chunkQuery(client, query, 0));
}

/** The chunks of a list on the screen, as the server has them now; what is shown stays as it is. */
export function readActiveChunks(client: QueryClient, query: string): Promise<[number, Page][]> {
  const active = client
    .getQueryCache()
    .findAll({ queryKey: windowKey(query), type: 'active' })
    .map(({ queryKey }) => Number(queryKey.at(-1)));
  return Promise.all(
    active.map(async (index): Promise<[number, Page]> => {
      const wanted = { query: new URLSearchParams(query), pageSize: CHUNK_ROWS, page: index + 1 };
      return [index, await fetchTicketPage(wanted)];
    }),
  );
}

/** Removes the chunks that were in use longest ago, so that scrolling through a million rows stays small. */
export function evictChunks(client: QueryClient, kept: number = KEPT_CHUNKS): void {
  const idle = client
    .getQueryCache()
    .findAll({ queryKey: ticketKeys.lists, type: 'inactive' })
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  for (const query of idle.slice(kept))
    client.removeQueries({ queryKey: query.queryKey, exact: true });
}

function chunkRange(first: number, last: number, total: number): number[] {
  const from = Math.max(0, Math.floor((first - AHEAD_ROWS) / CHUNK_ROWS));
  const furthest = Math.max(0, Math.ceil(total / CHUNK_ROWS) - 1);
  const to = Math.min(furthest, Math.floor((last + AHEAD_ROWS) / CHUNK_ROWS));
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, at) => from + at);
}

export interface TicketWindow {
  /** The query whose rows are shown; the wanted one follows when its first rows are there. */
  shown: string;
  total: number;
  /** Where a search found nothing: the nearest words that find something. */
  suggestion: string | null;
  rowAt: (index: number) => TicketRow | undefined;
  /** Fetches rows that are not loaded; those that cannot be had are left out. */
  loadRows: (indexes: readonly number[]) => Promise<readonly TicketRow[]>;
  isLoading: boolean;
  isBehind: boolean;
  error: unknown;
  retry: () => void;
}

/** The rows around what is in sight of a list of any length. */
export function useTicketWindow(query: string, first: number, last: number): TicketWindow {
  const client = useQueryClient();
  const [shown, setShown] = useState(query);
  const head = useQuery(chunkQuery(client, query, 0));
  if (shown !== query && head.status !== 'pending') setShown(query);

  const total = client.getQueryData<Page>(chunkKey(shown, 0))?.total ?? head.data?.total ?? 0;
  const wanted = useDebounced(chunkRange(first, last, total).join(), SETTLE_MS);
  const chunks = useQueries({
    queries: wanted.split(',').map((index) => chunkQuery(client, shown, Number(index))),
  });

  useEffect(() => {
    evictChunks(client);
  }, [client, wanted]);

  const rowAt = useCallback(
    (index: number) => {
      const chunk = client.getQueryData<Page>(chunkKey(shown, Math.floor(index / CHUNK_ROWS)));
      return chunk?.rows[index % CHUNK_ROWS];
    },
    [client, shown],
  );

  const loadRows = useCallback(
    async (indexes: readonly number[]) => {
      const wantedChunks = new Set(indexes.map((index) => Math.floor(index / CHUNK_ROWS)));
      // One after the other, so that each goes on from the cursor of the one before.
      for (const chunk of [...wantedChunks].slice(0, MOST_LOADED_CHUNKS)) {
        await client.prefetchQuery(chunkQuery(client, shown, chunk));
      }
      return indexes.map(rowAt).filter((row) => row !== undefined);
    },
    [client, shown, rowAt],
  );

  const failed = chunks.find((chunk) => chunk.error);
  const newest = chunks.reduce((latest, chunk) => Math.max(latest, chunk.data?.total ?? 0), 0);
  return {
    shown,
    total: chunks.length > 0 && newest > 0 ? newest : total,
    suggestion: client.getQueryData<Page>(chunkKey(shown, 0))?.suggestion ?? null,
    rowAt,
    loadRows,
    isLoading: head.isPending && shown === query,
    isBehind: shown !== query,
    error: head.error ?? failed?.error ?? null,
    retry: () => {
      void client.refetchQueries({ queryKey: ticketKeys.lists, type: 'active' });
    },
  };
}
