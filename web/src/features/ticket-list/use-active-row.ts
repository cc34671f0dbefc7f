import { useState } from 'react';
import { clampRow } from './grid-keys';
import type { ListRows } from './use-list-rows';

/** The row that the keys act on. Another view begins at its first row. */
export function useActiveRow({ window, virtualizer }: ListRows) {
  const [active, setActive] = useState(0);
  const [shown, setShown] = useState(window.shown);
  if (shown !== window.shown) {
    setShown(window.shown);
    setActive(0);
  }
  /** Makes the nearest row there is the active one, in sight. */
  const activate = (index: number): number => {
    const to = clampRow(index, window.total);
    setActive(to);
    virtualizer.reveal(to);
    return to;
  };
  return { active, setActive, activate };
}
