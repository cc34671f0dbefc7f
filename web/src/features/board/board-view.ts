import { STATUSES, type Status } from '@/shared/api/types';
import { keepsStatus } from '@/shared/tickets/view-parts';
import { withCondition, type ViewQuery } from '@/shared/tickets/view-query';

/** The view of one column: all other conditions, and this status. */
export function columnView(view: ViewQuery, status: Status): ViewQuery {
  return withCondition(view, 'Status', { kind: 'any-of', values: [status], negated: false });
}

/** The view with one more status in it; without a condition where that makes all of them. */
export function withStatus(view: ViewQuery, status: Status): ViewQuery {
  const kept = STATUSES.filter((each) => each === status || keepsStatus(view, each));
  const condition =
    kept.length === STATUSES.length
      ? null
      : ({ kind: 'any-of', values: kept, negated: false } as const);
  return withCondition(view, 'Status', condition);
}

/** The status so many columns on; the first and the last have nothing beyond. */
export function statusBeside(status: Status, by: number): Status {
  const at = STATUSES.indexOf(status) + by;
  return STATUSES[Math.max(0, Math.min(STATUSES.length - 1, at))] ?? status;
}
