import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Status, TicketRow } from '@/shared/api/types';
import { useTicketWindow, type TicketWindow } from '@/shared/tickets/use-ticket-window';
import { useApiQuery } from '@/shared/tickets/use-view';
import type { ViewQuery } from '@/shared/tickets/view-query';
import { useRowVirtualizer, type RowVirtualizer } from '@/shared/ui/use-row-virtualizer';
import { columnView } from './board-view';

/** A card with the space below it, in pixels; board.module.css has the same. */
const CARD_PLACE = 98;
const SKELETON_CARDS = 5;

export interface Column {
  status: Status;
  /** The API's query of its tickets. */
  query: string;
  window: TicketWindow;
  virtualizer: RowVirtualizer;
  scroller: RefObject<HTMLDivElement | null>;
}

/** One column: the tickets of a status, of which only those in sight are loaded and drawn. */
export function useColumn(view: ViewQuery, status: Status): Column {
  const query = useApiQuery(columnView(view, status)).toString();
  const scroller = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ first: 0, last: 0 });
  const window = useTicketWindow(query, range.first, range.last);
  const virtualizer = useRowVirtualizer({
    scroller,
    count: window.isLoading ? SKELETON_CARDS : window.total,
    rowHeight: CARD_PLACE,
    headerHeight: 0,
  });
  if (virtualizer.first !== range.first || virtualizer.last !== range.last) {
    setRange({ first: virtualizer.first, last: virtualizer.last });
  }
  const { shown } = window;
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [shown]);
  return { status, query, window, virtualizer, scroller };
}

/** The rows of a column that are loaded and in sight. */
export function rowsInSight(column: Column): TicketRow[] {
  return column.virtualizer.rows
    .map(({ index }) => column.window.rowAt(index))
    .filter((row) => row !== undefined);
}
