import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '@/shared/api/client';
import type { HistoryEntry, ListAnswer, Note, Ticket } from '@/shared/api/types';
import { ticketKeys, ticketPath } from '@/shared/tickets/ticket-queries';
import { hasEarlierNotes, notesWithin, timelineOf, type TimelineItem } from './timeline-model';

/** How many entries of the history, or notes, are asked for at a time. */
const CHUNK = '200';

export interface TimelineState {
  /** Oldest first. Begins where everything that happened since is known. */
  items: TimelineItem[];
  isPending: boolean;
  error: Error | null;
  retry: () => void;
  /** Whether there is something before the first item. */
  hasEarlier: boolean;
  isLoadingEarlier: boolean;
  showEarlier: () => void;
}

interface EarlierPages<Row> {
  rows: Row[];
  query: ReturnType<typeof useInfiniteQuery<ListAnswer<Row>, Error, InfiniteData<ListAnswer<Row>>>>;
}

/** A list of the ticket from its end on, page after page, its rows oldest first. */
function useFromTheEnd<Row>(
  key: readonly unknown[],
  path: string,
  filter: string | null,
  enabled: boolean,
): EarlierPages<Row> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam, signal }) => {
      const asked = new URLSearchParams({ sort: '-id', page_size: CHUNK });
      if (filter !== null) asked.set('filter', filter);
      if (pageParam !== '') asked.set('cursor', pageParam);
      return (await call<ListAnswer<Row>>('GET', path, { query: asked, signal })).data;
    },
    initialPageParam: '',
    getNextPageParam: (last: ListAnswer<Row>) => last.extra.next_cursor ?? null,
    enabled,
  });
  const { data } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.data.rows).reverse() ?? [], [data]);
  return { rows, query: query as EarlierPages<Row>['query'] };
}

/** Notes and history of a ticket, the latest first fetched, and more of them when they are asked for. */
export function useTimeline(ticket: Ticket): TimelineState {
  const path = ticketPath(ticket.id);
  const history = useFromTheEnd<HistoryEntry>(
    ticketKeys.history(ticket.id),
    `${path}/history`,
    null,
    true,
  );
  const oldest = ticket.Notes[0]?.id;
  const earlier = useFromTheEnd<Note>(
    [...ticketKeys.one(ticket.id), 'notes before', oldest],
    `${path}/notes`,
    oldest === undefined ? null : `id lt ${String(oldest)}`,
    false,
  );
  const moreHistory = history.query.hasNextPage;
  const notes = useMemo(() => [...earlier.rows, ...ticket.Notes], [earlier.rows, ticket.Notes]);
  const moreNotes =
    oldest !== undefined &&
    (earlier.query.data === undefined
      ? hasEarlierNotes(notes, history.rows)
      : earlier.query.hasNextPage);
  const items = useMemo(
    () => timelineOf(moreHistory ? notesWithin(notes, history.rows) : notes, history.rows),
    [notes, history.rows, moreHistory],
  );
  return {
    items,
    isPending: history.query.isPending,
    error: history.query.error ?? earlier.query.error,
    retry: () => {
      void history.query.refetch();
      if (earlier.query.error) void earlier.query.refetch();
    },
    hasEarlier: moreHistory || moreNotes,
    isLoadingEarlier: history.query.isFetchingNextPage || earlier.query.isFetching,
    showEarlier: () => {
      if (moreHistory) void history.query.fetchNextPage();
      else if (earlier.query.data === undefined) void earlier.query.refetch();
      else void earlier.query.fetchNextPage();
    },
  };
}
