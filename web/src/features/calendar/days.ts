import { PRIORITIES, type TicketRow } from '@/shared/api/types';
import { isUnresolved } from '@/shared/tickets/due';
import type { Page } from '@/shared/tickets/ticket-queries';

export interface Day {
  rows: readonly TicketRow[];
  /** How many are due; more than the rows where a day has very many. */
  total: number;
}

export const NO_DAY: Day = { rows: [], total: 0 };

/** From which day on a page of a range does not have all tickets; null where it has them all. */
export function incompleteFrom(page: Page): string | null {
  return page.total > page.rows.length ? (page.rows.at(-1)?.['Due Date'] ?? null) : null;
}

/** What is still open first, the most urgent before the rest. */
function byUrgency(a: TicketRow, b: TicketRow): number {
  return (
    Number(isUnresolved(b.Status)) - Number(isUnresolved(a.Status)) ||
    PRIORITIES.indexOf(b.Priority) - PRIORITIES.indexOf(a.Priority) ||
    a.id.localeCompare(b.id, undefined, { numeric: true })
  );
}

/** The tickets of each day: from the range, and for the days that did not fit from pages of their own. */
export function byDay(
  range: Page | undefined,
  own: ReadonlyMap<string, Page>,
): ReadonlyMap<string, Day> {
  const rows = new Map<string, Map<string, TicketRow>>();
  const cutAt = range ? incompleteFrom(range) : null;
  const add = (row: TicketRow) => {
    const due = row['Due Date'];
    if (due === null) return;
    const day = rows.get(due) ?? new Map<string, TicketRow>();
    day.set(row.id, row);
    rows.set(due, day);
  };
  for (const row of range?.rows ?? []) if (!cutAt || (row['Due Date'] ?? '') < cutAt) add(row);
  for (const page of own.values()) for (const row of page.rows) add(row);

  const days = new Map<string, Day>();
  for (const [date, found] of rows) {
    const all = [...found.values()].sort(byUrgency);
    const page = own.get(date);
    // Counted on what was read: a ticket that was moved here since then comes on top.
    const known = page ? page.total - page.rows.length : 0;
    days.set(date, { rows: all, total: known + all.length });
  }
  return days;
}
