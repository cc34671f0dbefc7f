import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import type { TicketRow } from '@/shared/api/types';
import { addDays } from '@/shared/time/dates';
import { dayFor } from './calendar-range';

interface GridKeysInput {
  grid: RefObject<HTMLElement | null>;
  mayEdit: boolean;
  /** Shows the day, and the days around it where it is not shown yet. */
  onDay: (date: string) => void;
  onDue: (row: TicketRow, date: string) => void;
}

const SHIFTS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};

function cellOf(grid: HTMLElement | null, date: string): HTMLElement | null {
  return grid?.querySelector<HTMLElement>(`[data-day="${date}"]`) ?? null;
}

function ticketsOf(cell: Element | null): HTMLElement[] {
  return [...(cell?.querySelectorAll<HTMLElement>('[data-ticket]') ?? [])];
}

/** Within a day: up and down between its tickets, and out of it. */
function ticketKey(event: KeyboardEvent, target: HTMLElement): boolean {
  const cell = target.closest<HTMLElement>('[data-day]');
  const tickets = ticketsOf(cell);
  const at = tickets.indexOf(target);
  if (event.key === 'ArrowDown') tickets[at + 1]?.focus();
  else if (event.key === 'ArrowUp') (tickets[at - 1] ?? cell)?.focus();
  else if (event.key === 'Escape') cell?.focus();
  else return false;
  return true;
}

/** The keys of the grid, and the focus that they move. */
export function useGridKeys({ grid, mayEdit, onDay, onDue }: GridKeysInput) {
  /** Where the focus shall be as soon as it is drawn: a day, or a ticket on it. */
  const wanted = useRef<{ date: string; ticket: string | null } | null>(null);
  useEffect(() => {
    if (!wanted.current) return;
    const { date, ticket } = wanted.current;
    const cell = cellOf(grid.current, date);
    const target = ticket ? cell?.querySelector<HTMLElement>(`[data-ticket="${ticket}"]`) : cell;
    if (!target) return;
    wanted.current = null;
    target.focus();
  });

  const goTo = (date: string) => {
    wanted.current = { date, ticket: null };
    onDay(date);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = event.target as HTMLElement;
    const date = target.getAttribute('data-day');
    if (target.hasAttribute('data-ticket')) {
      if (!ticketKey(event, target)) return;
    } else if (date) {
      const to = dayFor(event.key, date);
      const first = event.key === 'Enter' ? ticketsOf(target)[0] : undefined;
      if (to) goTo(to);
      else if (first) first.focus();
      else return;
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  /** Shift with an arrow moves a ticket, and the focus with it. */
  const onTicketKey = (event: KeyboardEvent, row: TicketRow) => {
    const by = SHIFTS[event.key];
    const due = row['Due Date'];
    if (!event.shiftKey || by === undefined || due === null || !mayEdit) return;
    event.preventDefault();
    event.stopPropagation();
    const date = addDays(due, by);
    wanted.current = { date, ticket: row.id };
    onDay(date);
    onDue(row, date);
  };
  return { onKeyDown, onTicketKey, goTo };
}
