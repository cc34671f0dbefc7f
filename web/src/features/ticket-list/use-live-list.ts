import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDeskChange } from '@/shared/tickets/desk-changes';
import type { Page } from '@/shared/tickets/ticket-queries';
import { chunkKey, readActiveChunks, type TicketWindow } from '@/shared/tickets/use-ticket-window';
import { freshened } from './fresh-rows';

export interface LiveList {
  /** Rows have come, gone or moved, and are not shown so yet. */
  isBehind: boolean;
  show: () => void;
}

/**
 * Keeps the list up with what others do without losing the reader's place: at rest at its top it is simply
 * read anew; else values change where they stand, and what would move rows waits until it is asked for.
 */
export function useLiveList(window: TicketWindow, isAtRest: () => boolean): LiveList {
  const client = useQueryClient();
  const { shown } = window;
  const [behind, setBehind] = useState<string | null>(null);

  const show = () => {
    setBehind(null);
    window.retry();
  };
  const freshen = async () => {
    const chunks = await readActiveChunks(client, shown);
    let moved = false;
    for (const [index, fresh] of chunks) {
      client.setQueryData<Page>(chunkKey(shown, index), (page) => {
        if (!page) return page;
        const result = freshened(page, fresh);
        moved ||= result.moved;
        return result.page;
      });
    }
    if (moved) setBehind(shown);
  };
  useDeskChange(() => {
    if (isAtRest()) show();
    // A failure is told by whatever is read next; until then, what is shown stays.
    else freshen().catch(() => undefined);
  });
  return { isBehind: behind === shown, show };
}
