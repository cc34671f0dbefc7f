import { useRef, useState, type RefObject } from 'react';
import { describeError } from '@/shared/api/describe-error';
import { t } from '@/shared/i18n';
import { useApiQuery } from '@/shared/tickets/use-view';
import type { ViewQuery } from '@/shared/tickets/view-query';
import { showToast } from '@/shared/ui/toasts';
import { fetchAllRows, MOST_CHOSEN } from './choose-all';
import { useListCommands } from './use-list-commands';
import { useListPosition, type PositionInput } from './use-list-position';
import { useListRows } from './use-list-rows';
import { useLiveList } from './use-live-list';
import { useSelection, type SelectionState } from './use-selection';

export interface TicketListInput extends PositionInput {
  view: ViewQuery;
  onOpenPage: (id: string) => void;
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

/** The state of the list and all that can be done to it; what it looks like is not decided here. */
export function useTicketList(input: TicketListInput) {
  const { view, openId, onOpen, onOpenPage, scroller } = input;
  const query = useApiQuery(view).toString();
  const search = useRef<HTMLInputElement>(null);
  const [adding, setAdding] = useState(false);
  const rows = useListRows(query, scroller);
  const { window } = rows;
  const { active, activate, here, moveTo, openRow } = useListPosition(rows, input);
  const { rowAt, loadRows, shown } = window;
  const selection = useSelection({ rowAt, loadRows, key: shown });

  const live = useLiveList(window, () => {
    const isAtTop = (scroller.current?.scrollTop ?? 0) === 0;
    return isAtTop && active === 0 && !openId && selection.selection.size === 0;
  });

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
    refresh: live.show,
  });

  return {
    ...rows,
    live,
    active,
    moveTo,
    openRow,
    selection,
    chooseAll,
    search,
    adding,
    setAdding,
  };
}
