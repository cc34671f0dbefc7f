import type { Ticket } from '../api/types';
import { t } from '../i18n';
import { daysBetween } from '../time/dates';

export type DueState = 'overdue' | 'soon' | 'later' | 'none';

/** A ticket is due soon from this many days before its date. */
const SOON_DAYS = 3;

export function isUnresolved(status: Ticket['Status']): boolean {
  return status === 'Open' || status === 'In Progress';
}

/** What a due date means today. What is resolved is neither overdue nor due soon. */
export function dueState(ticket: Pick<Ticket, 'Due Date' | 'Status'>, today: string): DueState {
  const due = ticket['Due Date'];
  if (due === null) return 'none';
  if (!isUnresolved(ticket.Status)) return 'later';
  const days = daysBetween(today, due);
  if (days < 0) return 'overdue';
  return days <= SOON_DAYS ? 'soon' : 'later';
}

export function dueText(due: string, today: string): string {
  const days = daysBetween(today, due);
  if (days < 0) return t.due.overdueBy(-days);
  return days === 0 ? t.due.today : t.due.in(days);
}
