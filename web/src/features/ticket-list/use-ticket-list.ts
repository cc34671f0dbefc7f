import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { describeError } from '@/shared/api/describe-error';
import { t } from '@/shared/i18n';
import { ticketQuery } from '@/shared/tickets/ticket-queries';
import { useApiQuery } from '@/shared/tickets/use-view';
import type { ViewQuery } from '@/shared/tickets/view-query';
import { showToast } from '@/shared/ui/toasts';
import { useLatest } from '@/shared/ui/use-latest';
import { whenIdle } from '@/shared/ui/when-idle';
import { fetchAllRows, MOST_CHOSEN } from './choose-all';
import { useActiveRow } from './use-active-row';
import { useListCommands } from './use-list-commands';
import { useListRows } from './use-list-rows';
import { useSelection, type SelectionState } from './use-selection';

export interface TicketListInput {
  view: ViewQuery;
  openId: string | null;
  onOpen: (id: string | null, options?: { replace?: boolean }) => void;
  onOpenPage: (id: string) => void;
  onStep?: (step: { next: () => void; previous: () => void }) => void;
  scroller: RefObject<HTMLDivElement | null>;
}

async function chooseEvery(query: string, total: number, selection: SelectionState) {
  try {
    const rows = await fetchAllRows(query);
    selection.set(new Map(rows.map((row) => [row.id, row])));
    if (total > MOST_CHOSEN) {
      showToast({ text: t.list.bulk.tooMany(MOST_CHOSEN.toLocaleString()) });
    }
  } catch (error) {
    showToast({ text: describeError(error), tone: 'bad' });
  }
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

/** The state of the list and all that can be done to it; what it looks like is not decided here. */
export function useTicketList(input: TicketListInput) {
  const { view, openId, onOpen, onOpenPage, onStep, scroller } = input;
  const query = useApiQuery(view).toString();
  const search = useRef<HTMLInputElement>(null);
  const [adding, setAdding] = useState(false);
  const rows = useListRows(query, scroller);
  const { window } = rows;
  const { active, setActive, activate } = useActiveRow(rows);
  const { rowAt, loadRows, shown } = window;
  const selection = useSelection({ rowAt, loadRows, key: shown });

  /** Where the keys go on from: the open ticket, if it is in sight, else the active row. */
  const here = (): number => {
    const isOpen = ({ index }: { index: number }) => window.rowAt(index)?.id === openId;
    const open = openId ? rows.virtualizer.rows.find(isOpen) : undefined;
    return open?.index ?? active;
  };
  /** Moves on, and the panel with it when one is open. */
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
  const chooseAll = () => {
    const { size } = selection.selection;
    if (size > 0 && size >= window.total) selection.clear();
    else void chooseEvery(window.shown, window.total, selection);
  };
  const extend = (by: number) => {
    selection.extend(active, activate(active + by));
  };

  useListCommands({
    move: (by) => {
      moveTo(here() + by);
    },
    choose: (by) => {
      if (by === 0) selection.choose(active, false);
      else extend(by);
    },
    open: () => {
      openRow(active);
    },
    openPage: () => {
      const row = window.rowAt(active);
      if (row) onOpenPage(row.id);
    },
    search: () => {
      search.current?.focus();
    },
    filter: () => {
      setAdding(true);
    },
    leave: () => {
      if (openId) onOpen(null);
      else selection.clear();
    },
    chooseAll,
    refresh: window.retry,
  });

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
  return {
    ...rows,
    active,
    moveTo,
    openRow: always.openRow,
    selection,
    chooseAll,
    search,
    adding,
    setAdding,
  };
}
