/** Which days the calendar shows. Weeks begin on Mondays. All dates are YYYY-MM-DD. */
import { addDays, fromIsoDate, isIsoDate, toIsoDate } from '@/shared/time/dates';

export const MODES = ['month', 'week', 'agenda'] as const;
export type Mode = (typeof MODES)[number];

const WEEK = 7;

export function modeOf(text: string | null): Mode {
  return MODES.find((mode) => mode === text) ?? 'month';
}

/** The day that the calendar is about: from the address, where that names one. */
export function anchorOf(text: string | null, today: string): string {
  return text !== null && isIsoDate(text) ? text : today;
}

export function mondayOf(date: string): string {
  const sinceMonday = (fromIsoDate(date).getDay() + WEEK - 1) % WEEK;
  return addDays(date, -sinceMonday);
}

export function weekOf(date: string): string[] {
  const monday = mondayOf(date);
  return Array.from({ length: WEEK }, (_, at) => addDays(monday, at));
}

function firstOfMonth(date: string): string {
  return `${date.slice(0, 8)}01`;
}

function lastOfMonth(date: string): string {
  const first = fromIsoDate(date);
  return toIsoDate(new Date(first.getFullYear(), first.getMonth() + 1, 0));
}

/** The days in rows of weeks: a whole month with what its first and last week have of others, or one week. */
export function weeksShown(mode: Mode, anchor: string): string[][] {
  if (mode === 'week') return [weekOf(anchor)];
  const last = lastOfMonth(anchor);
  const weeks: string[][] = [];
  for (
    let monday = mondayOf(firstOfMonth(anchor));
    monday <= last;
    monday = addDays(monday, WEEK)
  ) {
    weeks.push(weekOf(monday));
  }
  return weeks;
}

/** The same day so many months on; the last one where the month is shorter. */
function addMonths(date: string, months: number): string {
  const from = fromIsoDate(date);
  const first = toIsoDate(new Date(from.getFullYear(), from.getMonth() + months, 1));
  const last = lastOfMonth(first);
  const same = first.slice(0, 8) + date.slice(8);
  return same < last ? same : last;
}

export function stepped(mode: Mode, anchor: string, by: number): string {
  return mode === 'week' ? addDays(anchor, WEEK * by) : addMonths(anchor, by);
}

export function isInMonth(date: string, anchor: string): boolean {
  return date.slice(0, 7) === anchor.slice(0, 7);
}

/** The day that a key goes to from another; null for keys that go nowhere. */
export function dayFor(key: string, from: string): string | null {
  const days: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -WEEK,
    ArrowDown: WEEK,
  };
  const by = days[key];
  if (by !== undefined) return addDays(from, by);
  if (key === 'Home') return mondayOf(from);
  if (key === 'End') return addDays(mondayOf(from), WEEK - 1);
  if (key === 'PageUp') return addMonths(from, -1);
  return key === 'PageDown' ? addMonths(from, 1) : null;
}
