/** Parts of a view: the view with one more condition on it. */
import { STATUSES, type Status } from '../api/types';
import { isUnresolved } from './due';
import { parseCondition, withCondition, type FilterField, type ViewQuery } from './view-query';

/** Whether the view keeps tickets of this status. */
export function keepsStatus(view: ViewQuery, status: Status): boolean {
  const condition = view.conditions.Status;
  if (condition?.kind !== 'any-of') return true;
  return condition.values.includes(status) !== condition.negated;
}

/** Of the view, what is still to be done. */
export function unresolvedOf(view: ViewQuery): ViewQuery {
  const values = STATUSES.filter((status) => isUnresolved(status) && keepsStatus(view, status));
  if (values.length === 0) return narrowed(view, `Status lt 'Resolved'`);
  return withCondition(view, 'Status', { kind: 'any-of', values, negated: false });
}

/** An expression that must hold besides what the view says. */
export function narrowed(view: ViewQuery, expression: string): ViewQuery {
  return {
    ...view,
    expression: view.expression ? `(${view.expression}) and ${expression}` : expression,
  };
}

/** The view with a condition on a field; where it has one on that field already, both must hold. */
export function withPart(view: ViewQuery, field: FilterField, text: string, expression: string) {
  if (view.conditions[field]) return narrowed(view, expression);
  return withCondition(view, field, parseCondition(text));
}

/** Of the view, what is past its day. */
export function overdueOf(view: ViewQuery, today: string): ViewQuery {
  const open = unresolvedOf(view);
  return withPart(open, 'Due Date', '..today-1d', `"Due Date" lt '${today}'`);
}
