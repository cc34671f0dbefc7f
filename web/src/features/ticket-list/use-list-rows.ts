import { useEffect, useState, type RefObject } from 'react';
import { usePreference } from '@/shared/preferences/preferences';
import { useTicketWindow, type TicketWindow } from '@/shared/tickets/use-ticket-window';
import { useMedia } from '@/shared/ui/use-media';
import { useRowVirtualizer, type RowVirtualizer } from '@/shared/ui/use-row-virtualizer';

const ROW_HEIGHTS = { dense: 28, normal: 32, roomy: 36 };
const COMPACT_ROW = 56;
const HEADER = 30;
/** The rows to show before it is known how many there are. */
const SKELETON_ROWS = 30;

/** How tall a row is: as the reader likes it, or two lines on a phone. */
export function useRowLook(): { compact: boolean; rowHeight: number } {
  const compact = useMedia('(width <= 640px)');
  const density = usePreference('density');
  return { compact, rowHeight: compact ? COMPACT_ROW : ROW_HEIGHTS[density] };
}

export interface ListRows {
  window: TicketWindow;
  virtualizer: RowVirtualizer;
}

/** The rows in sight and what they show: each needs to know the other. */
export function useListRows(query: string, scroller: RefObject<HTMLDivElement | null>): ListRows {
  const { compact, rowHeight } = useRowLook();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const window = useTicketWindow(query, range.first, range.last);
  const virtualizer = useRowVirtualizer({
    scroller,
    count: window.isLoading ? SKELETON_ROWS : window.total,
    rowHeight,
    headerHeight: compact ? 0 : HEADER,
  });
  if (virtualizer.first !== range.first || virtualizer.last !== range.last) {
    setRange({ first: virtualizer.first, last: virtualizer.last });
  }

  // Another view begins at its top.
  const { shown } = window;
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [shown, scroller]);
  return { window, virtualizer };
}
