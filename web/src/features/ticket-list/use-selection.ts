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
  /** Adds the rows from where a selection was begun, or else from `from`, to `to`. */
  extend: (from: number, to: number) => void;
  set: (selection: Selection) => void;
  clear: () => void;
}

export interface SelectionSource {
  rowAt: (index: number) => TicketRow | undefined;
  /** Rows that are not loaded, for a range that reaches beyond what is. */
  loadRows: (indexes: readonly number[]) => Promise<readonly TicketRow[]>;
  /** Another list, told by its key, begins with nothing selected. */
  key: string;
}

/** What is selected of a list. */
export function useSelection({ rowAt, loadRows, key }: SelectionSource): SelectionState {
  const [selection, set] = useState(NOTHING);
  const [anchor, setAnchor] = useState<number | null>(null);
  const [seenKey, setSeenKey] = useState(key);
  if (seenKey !== key) {
    setSeenKey(key);
    set(NOTHING);
    setAnchor(null);
  }

  const addRange = useCallback(
    (from: number, to: number) => {
      const indexes = rangeBetween(from, to);
      set((before) =>
        added(
          before,
          indexes.map(rowAt).filter((row) => row !== undefined),
        ),
      );
      const missing = indexes.filter((index) => rowAt(index) === undefined);
      if (missing.length === 0) return;
      void loadRows(missing).then((rows) => {
        set((before) => added(before, rows));
      });
    },
    [rowAt, loadRows],
  );
  const choose = useCallback(
    (index: number, extend: boolean) => {
      const row = rowAt(index);
      if (extend && anchor !== null) addRange(anchor, index);
      else if (row) set((before) => toggled(before, [row]));
      setAnchor(index);
    },
    [anchor, rowAt, addRange],
  );
  const extend = useCallback(
    (from: number, to: number) => {
      addRange(anchor ?? from, to);
      setAnchor(anchor ?? from);
    },
    [anchor, addRange],
  );
  const clear = useCallback(() => {
    set(NOTHING);
    setAnchor(null);
  }, []);
  return { selection, choose, extend, set, clear };
}
