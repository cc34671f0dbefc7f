import {
  keepPreviousData,
  useInfiniteQuery,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../api/client';
import type { ListAnswer } from '../api/types';

export interface RecordRequest {
  /** The list's address, such as `/api/user`. */
  path: string;
  filter: string | null;
  sort: string;
}

export interface RecordList<Row> {
  rows: readonly Row[];
  total: number;
  isLoading: boolean;
  /** The rows are those of the question before; the answer is on its way. */
  isBehind: boolean;
  error: unknown;
  retry: () => void;
  /** There are more rows than were fetched. */
  hasMore: boolean;
  /** Fetches the next rows, once. */
  fetchMore: () => void;
}

const CHUNK = '100';

/** The cache keys of a list: everything that was read of it, and one question to it. */
export const recordKeys = {
  all: (path: string) => ['records', path] as const,
  list: (request: RecordRequest) => [...recordKeys.all(request.path), request] as const,
};

/** Has whatever is shown of the list read anew. */
export async function refreshRecords(client: QueryClient, path: string): Promise<void> {
  await client.invalidateQueries({ queryKey: recordKeys.all(path) });
}

async function fetchChunk<Row>(
  request: RecordRequest,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ListAnswer<Row>> {
  const query = new URLSearchParams({ sort: request.sort, page_size: CHUNK });
  if (request.filter) query.set('filter', request.filter);
  if (cursor) query.set('cursor', cursor);
  return (await call<ListAnswer<Row>>('GET', request.path, { query, signal })).data;
}

/** A list of the API in chunks, by cursor: as long as it may be, only what was scrolled to is fetched. */
export function useRecordList<Row>(request: RecordRequest): RecordList<Row> {
  const found = useInfiniteQuery<
    ListAnswer<Row>,
    Error,
    InfiniteData<ListAnswer<Row>>,
    readonly unknown[],
    string | null
  >({
    queryKey: recordKeys.list(request),
    queryFn: ({ pageParam, signal }) => fetchChunk<Row>(request, pageParam, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.extra.next_cursor ?? null,
    placeholderData: keepPreviousData,
  });
  const { data } = found;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.data.rows) ?? [], [data]);
  return {
    rows,
    total: data?.pages.at(-1)?.extra.total ?? 0,
    isLoading: found.isPending,
    isBehind: found.isPlaceholderData,
    error: found.error,
    retry: () => {
      void found.refetch();
    },
    hasMore: found.hasNextPage,
    fetchMore: () => {
      if (!found.isFetchingNextPage) void found.fetchNextPage();
    },
  };
}
