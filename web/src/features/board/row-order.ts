import { PRIORITIES, STATUSES, type TicketRow } from '@/shared/api/types';
import { sortOf } from '@/shared/tickets/sort-order';
import type { ViewQuery } from '@/shared/tickets/view-query';

type Rank = string | number | null;

function rankOf(row: TicketRow, field: string): Rank {
  if (field === 'Status') return STATUSES.indexOf(row.Status);
  if (field === 'Priority') return PRIORITIES.indexOf(row.Priority);
  if (field === 'id') return Number(row.id.replace(/^\D+/, ''));
  const value = (row as unknown as Record<string, unknown>)[field];
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function compareRanks(a: Rank, b: Rank, descending: boolean): number {
  if (a === b) return 0;
  // What is empty comes last in both directions.
  if (a === null) return 1;
  if (b === null) return -1;
  const ascending = a < b ? -1 : 1;
  return descending ? -ascending : ascending;
}

/** Puts rows in the order that the API would: by the view's keys, then by id in the first one's direction. */
export function rowOrder(view: ViewQuery): (a: TicketRow, b: TicketRow) => number {
  const keys = sortOf(view);
  const all = [...keys, { field: 'id', descending: keys[0].descending }];
  return (a, b) => {
    for (const { field, descending } of all) {
      const order = compareRanks(rankOf(a, field), rankOf(b, field), descending);
      if (order !== 0) return order;
    }
    return 0;
  };
}
