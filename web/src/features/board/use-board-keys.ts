import { useState, type KeyboardEvent } from 'react';
import { STATUSES, type Status, type TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { statusBeside } from './board-view';
import type { ColumnHandle } from './board-column';

export type Columns = ReadonlyMap<Status, ColumnHandle>;

export interface Place {
  status: Status;
  index: number;
  row: TicketRow;
}

function cardIdAt(element: Element | null): string | null {
  const place = element?.closest('[data-place]');
  return place?.getAttribute('data-place') ?? null;
}

/** Where the card with the focus is, on itself or on its button. */
export function focusedPlace(columns: Columns): Place | null {
  const id = cardIdAt(document.activeElement);
  return id ? placeOf(columns, id) : null;
}

/** Where a card in sight is. */
export function placeOf(columns: Columns, id: string): Place | null {
  for (const [status, column] of columns) {
    const index = column.indexOf(id);
    const row = index === null ? undefined : column.rowAt(index);
    if (index !== null && row) return { status, index, row };
  }
  return null;
}

/** Goes to the nearest column on that side that has cards. */
function focusBeside(columns: Columns, from: Place, by: number): void {
  for (let at = STATUSES.indexOf(from.status) + by; STATUSES[at]; at += by) {
    const column = columns.get(STATUSES[at] ?? from.status);
    if (column && column.total() > 0) {
      column.focusAt(Math.min(from.index, column.total() - 1));
      return;
    }
  }
}

/** Moves the focus within its column. */
export function focusWithin(columns: Columns, from: Place, to: number): void {
  const column = columns.get(from.status);
  column?.focusAt(Math.max(0, Math.min(column.total() - 1, to)));
}

function moveFocus(key: string, columns: Columns, from: Place): boolean {
  const last = (columns.get(from.status)?.total() ?? 1) - 1;
  const within: Record<string, number> = {
    ArrowDown: from.index + 1,
    ArrowUp: from.index - 1,
    Home: 0,
    End: last,
  };
  const to = within[key];
  if (to !== undefined) focusWithin(columns, from, to);
  else if (key === 'ArrowLeft') focusBeside(columns, from, -1);
  else if (key === 'ArrowRight') focusBeside(columns, from, 1);
  else return false;
  return true;
}

export interface Picked {
  row: TicketRow;
  to: Status;
}

export interface BoardKeys {
  picked: Picked | null;
  /** What has just happened, for those who hear the page. */
  said: string;
  onKeyDown: (event: KeyboardEvent) => void;
  leave: () => void;
}

interface BoardKeysInput {
  columns: () => Columns;
  mayEdit: boolean;
  onMove: (row: TicketRow, to: Status) => void;
}

/** Arrow keys among the cards; Space picks one up and puts it down. */
export function useBoardKeys({ columns, mayEdit, onMove }: BoardKeysInput): BoardKeys {
  const [picked, setPicked] = useState<Picked | null>(null);
  const [said, setSaid] = useState('');

  const aim = (now: Picked, by: number) => {
    const to = statusBeside(now.to, by);
    setPicked({ ...now, to });
    setSaid(t.board.over(t.status[to]));
  };
  const leave = () => {
    if (!picked) return;
    setPicked(null);
    setSaid(t.board.left(picked.row.id));
  };
  const putDown = (now: Picked) => {
    setPicked(null);
    if (now.to === now.row.Status) {
      setSaid(t.board.left(now.row.id));
      return;
    }
    setSaid(t.board.dropped(now.row.id, t.status[now.to]));
    onMove(now.row, now.to);
  };
  const pickedKey = (now: Picked, key: string) => {
    if (key === 'ArrowLeft') aim(now, -1);
    else if (key === 'ArrowRight') aim(now, 1);
    else if (key === ' ' || key === 'Enter') putDown(now);
    else if (key === 'Escape') leave();
    else return false;
    return true;
  };
  const cardKey = (key: string) => {
    const place = focusedPlace(columns());
    if (!place) return false;
    if (key === ' ' && !document.activeElement?.hasAttribute('data-card')) return false;
    if (key === ' ' && mayEdit) {
      setPicked({ row: place.row, to: place.row.Status });
      setSaid(t.board.picked(place.row.id, t.status[place.row.Status]));
      return true;
    }
    return moveFocus(key, columns(), place);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    // Only from a card: what lies over the board has keys of its own.
    if (!cardIdAt(event.target as HTMLElement)) return;
    if (picked ? pickedKey(picked, event.key) : cardKey(event.key)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  return { picked, said, onKeyDown, leave };
}
