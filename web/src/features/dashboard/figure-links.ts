/** From a figure to the list of exactly the tickets that it counts. */
import { paths } from '@/shared/paths';
import { addDays } from '@/shared/time/dates';
import { isReadersMidnight, startOnFixedClock } from '@/shared/time/utc-offset';
import { narrowed, unresolvedOf, withPart } from '@/shared/tickets/view-parts';
import {
  parseCondition,
  renderView,
  withCondition,
  type FilterField,
  type ViewQuery,
} from '@/shared/tickets/view-query';

export interface Clock {
  today: string;
  /** Minutes by which the reader's clock is ahead of UTC. */
  offset: number;
}

export function hrefOf(view: ViewQuery): string {
  return paths.tickets(renderView(view).toString());
}

/** The tickets of one bar. Its value fits whatever the view says of the field, so it replaces that. */
export function valueView(view: ViewQuery, field: FilterField, value: string | null): ViewQuery {
  return withCondition(view, field, { kind: 'any-of', values: [value ?? ''], negated: false });
}

function instant(date: string, { offset }: Clock): string {
  return `${startOnFixedClock(date, offset).toISOString().slice(0, 19)}Z`;
}

/** What `field` says happened from one day to another; either end may be open. */
export function happenedBetween(
  view: ViewQuery,
  field: 'Created At' | 'Settled At',
  from: string,
  to: string,
  clock: Clock,
): ViewQuery {
  const end = to && addDays(to, 1);
  const plain = [from, end].every((date) => !date || isReadersMidnight(date, clock.offset));
  if (plain && !view.conditions[field]) {
    return withCondition(view, field, parseCondition(`${from}..${to}`));
  }
  const parts = [
    ...(from ? [`"${field}" ge '${instant(from, clock)}'`] : []),
    ...(end ? [`"${field}" lt '${instant(end, clock)}'`] : []),
  ];
  return narrowed(view, parts.join(' and '));
}

/** The youngest and the oldest of an age, in whole days; the server's names for them. */
const AGES: Record<string, [youngest: number, oldest: number | null]> = {
  '0-1 days': [0, 1],
  '2-7 days': [2, 7],
  '8-30 days': [8, 30],
  '31-90 days': [31, 90],
  'over 90 days': [91, null],
};

export function ageView(view: ViewQuery, age: string, clock: Clock): ViewQuery {
  const [youngest, oldest] = AGES[age] ?? [0, null];
  const from = oldest === null ? '' : addDays(clock.today, -oldest);
  const to = youngest === 0 ? '' : addDays(clock.today, -youngest);
  return happenedBetween(view, 'Created At', from, to, clock);
}

export function weekView(
  view: ViewQuery,
  field: 'Created At' | 'Settled At',
  monday: string,
  clock: Clock,
): ViewQuery {
  return happenedBetween(view, field, monday, addDays(monday, 6), clock);
}

/** What is still to be done and due today or in the seven days that follow. */
export function dueSoonView(view: ViewQuery, { today }: Clock): ViewQuery {
  const due = `"Due Date" ge '${today}' and "Due Date" le '${addDays(today, 7)}'`;
  return withPart(unresolvedOf(view), 'Due Date', 'today..today+7d', due);
}
