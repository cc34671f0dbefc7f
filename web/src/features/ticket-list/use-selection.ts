import { useCallback, useState } from 'react';
import type { TicketRow } from '@/shared/api/types';

export type Selection = ReadonlyMap<string, TicketRow>;

const NOTHING: Selection = new Map();

/** Adds the rows, or takes them away where all of them are chosen already. */
export function toggled(selection: Selection, rows: readonly TicketRow[]): Selection {
  const next = new Map(selection);
  const allChosen = rows.every((row) => selection.has(row.id));
  for (const row of rows) {
    if (allChosen) next.delete(row.id);
    else next.set(row.id, row);
  }
  return next;
}

export function added(selection: Selection, rows: readonly TicketRow[]): Selection {
  const next = new Map(selection);
  for (const row of rows) next.set(row.id, row);
  return next;
}

/** The indexes from one row to another, in order, whichever comes first. */
export function rangeBetween(from: number, to: number): number[] {
  const first = Math.min(from, to);
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, at) => first + at);
}

export interface SelectionState {
  selection: Selection;
  /** Toggles one row; with `extend`, adds all rows from the last toggled one to it. */
  choose: (index: number, extend: boolean) => void;
  set: (selection: Selection) => void;
  clear: () => void;
}

/** What is selected of a list. Another list, told by its key, begins with nothing selected. */
export function useSelection(
  rowAt: (index: number) => TicketRow | undefined,
  listKey = '',
): SelectionState {
  const [selection, set] = useState(NOTHING);
  const [anchor, setAnchor] = useState<number | null>(null);
  const [key, setKey] = useState(listKey);
  if (key !== listKey) {
    setKey(listKey);
    set(NOTHING);
    setAnchor(null);
  }

  const choose = useCallback(
    (index: number, extend: boolean) => {
      const indexes = extend && anchor !== null ? rangeBetween(anchor, index) : [index];
      const rows = indexes.map(rowAt).filter((row) => row !== undefined);
      set((before) => (extend ? added(before, rows) : toggled(before, rows)));
      setAnchor(index);
    },
    [anchor, rowAt],
  );
  const clear = useCallback(() => {
    set(NOTHING);
    setAnchor(null);
  }, []);
  return { selection, choose, set, clear };
}
