import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useReducer, useRef, type RefObject } from 'react';
import { ScrollScale } from './scroll-scale';

export interface RowVirtualizerOptions {
  scroller: RefObject<HTMLDivElement | null>;
  count: number;
  rowHeight: number;
  headerHeight: number;
}

export interface VirtualRow {
  index: number;
  /** Where the row stands in the scroller, in pixels below the header. */
  top: number;
}

export interface RowVirtualizer {
  rows: readonly VirtualRow[];
  first: number;
  last: number;
  scrollerHeight: number;
  /** Scrolls just so far that the row is in sight. */
  reveal: (index: number) => void;
  rowsPerScreen: () => number;
}

/** Fixed-height rows of a list of any length, on TanStack Virtual and a scaled scroller. */
export function useRowVirtualizer(options: RowVirtualizerOptions): RowVirtualizer {
  const { scroller, count, rowHeight, headerHeight } = options;
  const scale = useMemo(() => new ScrollScale(), []);
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const report = useRef<((offset: number, isScrolling: boolean) => void) | null>(null);

  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    observeElementOffset: (_instance, callback) => {
      const element = scroller.current;
      if (!element) return;
      report.current = callback;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const onScroll = () => {
        const shiftBefore = scale.shift;
        callback(scale.toContent(element.scrollTop), true);
        if (scale.shift !== shiftBefore) redraw();
        clearTimeout(timer);
        timer = setTimeout(() => {
          callback(scale.toContent(element.scrollTop), false);
        }, 120);
      };
      callback(scale.toContent(element.scrollTop), false);
      element.addEventListener('scroll', onScroll, { passive: true });
      return () => {
        clearTimeout(timer);
        element.removeEventListener('scroll', onScroll);
      };
    },
    scrollToFn: () => {
      // Scrolling is done by reveal, which knows the scale.
    },
  });

  const viewport = () => (scroller.current?.clientHeight ?? 0) - headerHeight;
  scale.resize(count * rowHeight, viewport());

  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (!element) return;
      const height = element.clientHeight - headerHeight;
      scale.resize(count * rowHeight, height);
      const top = element.scrollTop + scale.shift;
      const start = index * rowHeight;
      let wanted = top;
      if (start < top) wanted = start;
      else if (start + rowHeight > top + height) wanted = start + rowHeight - height;
      if (wanted === top) return;
      const near = Math.abs(wanted - top) < 2 * height;
      element.scrollTop = near ? element.scrollTop + (wanted - top) : scale.toScroller(wanted);
      report.current?.(scale.toContent(element.scrollTop), false);
      redraw();
    },
    [scroller, scale, count, rowHeight, headerHeight],
  );

  const items = virtualizer.getVirtualItems();
  return {
    rows: items.map((item) => ({ index: item.index, top: item.index * rowHeight - scale.shift })),
    first: items[0]?.index ?? 0,
    last: items.at(-1)?.index ?? 0,
    scrollerHeight: scale.scrollerHeight,
    reveal,
    rowsPerScreen: () => Math.max(1, Math.floor(viewport() / rowHeight) - 1),
  };
}
