import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ticketQuery } from '@/shared/tickets/ticket-queries';
import { useLatest } from '@/shared/ui/use-latest';
import { whenIdle } from '@/shared/ui/when-idle';
import { useActiveRow } from './use-active-row';
import type { ListRows } from './use-list-rows';

export interface ListSteps {
  next: () => void;
  previous: () => void;
}

export interface PositionInput {
  /** The ticket open beside the list. */
  openId: string | null;
  onOpen: (id: string | null, options?: { replace?: boolean }) => void;
  /** Receives the ways to the tickets before and after, for whoever shows the open one. */
  onStep?: ((step: ListSteps) => void) | undefined;
}

/** Who goes through tickets one by one finds the next already there. */
function usePrefetchedNext(id: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!id) return;
    return whenIdle(() => {
      void client.prefetchQuery(ticketQuery(id));
    });
  }, [client, id]);
}

/** Where the reader is in the list, and the ways from there. The open ticket goes along. */
export function useListPosition(rows: ListRows, { openId, onOpen, onStep }: PositionInput) {
  const { window } = rows;
  const { active, setActive, activate } = useActiveRow(rows);

  /** Where the keys go on from: the open ticket, if it is in sight, else the active row. */
  const here = (): number => {
    const isOpen = ({ index }: { index: number }) => window.rowAt(index)?.id === openId;
    const open = openId ? rows.virtualizer.rows.find(isOpen) : undefined;
    return open?.index ?? active;
  };
  const moveTo = (index: number) => {
    const row = window.rowAt(activate(index));
    if (openId && row) onOpen(row.id, { replace: true });
  };
  const openRow = (index: number) => {
    const row = window.rowAt(index);
    if (!row) return;
    setActive(index);
    onOpen(row.id);
  };
  usePrefetchedNext(openId ? window.rowAt(here() + 1)?.id : undefined);

  // Handed to memoised rows and to the panel: the same functions always.
  const latest = useLatest({ openRow, moveTo, here });
  const [always] = useState(() => ({
    openRow: (index: number) => {
      latest().openRow(index);
    },
    step: (by: number) => () => {
      latest().moveTo(latest().here() + by);
    },
  }));
  useEffect(() => {
    onStep?.({ next: always.step(1), previous: always.step(-1) });
  }, [onStep, always]);
  return { active, activate, here, moveTo, openRow: always.openRow };
}
