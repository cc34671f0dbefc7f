import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { STATUSES, type Status, type TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { useProfile } from '@/shared/session/profile';
import { toApiQuery, type Reader } from '@/shared/tickets/api-query';
import { useDeskChange } from '@/shared/tickets/desk-changes';
import type { Page } from '@/shared/tickets/ticket-queries';
import { useRowSave, type RowSave } from '@/shared/tickets/use-row-save';
import { chunkKey, windowKey } from '@/shared/tickets/use-ticket-window';
import type { ViewQuery } from '@/shared/tickets/view-query';
import { today } from '@/shared/time/dates';
import { columnView } from './board-view';
import { withoutRow, withRow, type Chunks } from './column-chunks';
import { rowOrder } from './row-order';

function loadedChunks(client: QueryClient, query: string): Chunks {
  const chunks = new Map<number, Page>();
  for (const [key, page] of client.getQueriesData<Page>({ queryKey: windowKey(query) })) {
    if (page) chunks.set(Number(key.at(-1)), page);
  }
  return chunks;
}

function showChunks(client: QueryClient, query: string, chunks: Chunks): void {
  for (const [index, page] of chunks) client.setQueryData(chunkKey(query, index), page);
}

/** Takes the card out of one column and puts it where it belongs in the other. */
async function moveCard(
  client: QueryClient,
  queries: Record<Status, string>,
  view: ViewQuery,
  before: TicketRow,
  after: TicketRow,
): Promise<number | null> {
  const [from, to] = [queries[before.Status], queries[after.Status]];
  // An answer that is still on its way knows nothing of the move.
  await Promise.all(
    [from, to].map((query) => client.cancelQueries({ queryKey: windowKey(query) })),
  );
  showChunks(client, from, withoutRow(loadedChunks(client, from), before.id));
  const placed = withRow(loadedChunks(client, to), after, rowOrder(view));
  showChunks(client, to, placed.chunks);
  return placed.index;
}

function columnQueries(view: ViewQuery, reader: Reader): Record<Status, string> {
  const of = (status: Status) => toApiQuery(columnView(view, status), reader).toString();
  return Object.fromEntries(STATUSES.map((status) => [status, of(status)])) as Record<
    Status,
    string
  >;
}

/** Moves cards between columns: shown at once, saved at once, undone on demand. */
export function useBoardMoves(
  view: ViewQuery,
  onShown: (row: TicketRow, index: number | null) => void,
): RowSave {
  const client = useQueryClient();
  const me = useProfile()['User Email'];
  const queries = columnQueries(view, { me, today: today() });
  const refresh = () => {
    for (const query of Object.values(queries)) {
      void client.invalidateQueries({ queryKey: windowKey(query) });
    }
  };
  // A save that is under way reads everything anew when it is over.
  const isSaving = useRef(false);
  useDeskChange(() => {
    if (!isSaving.current) refresh();
  });
  return useRowSave({
    show: async (before, after) => {
      isSaving.current = true;
      if (before.Status === after.Status) return;
      const changed = { ...after, 'Updated At': `${new Date().toISOString().slice(0, 19)}Z` };
      onShown(changed, await moveCard(client, queries, view, before, changed));
    },
    settle: () => {
      isSaving.current = false;
      refresh();
    },
    text: (after) => t.board.moved(after.id, t.status[after.Status]),
  });
}
