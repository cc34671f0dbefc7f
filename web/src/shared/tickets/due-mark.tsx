import { AlarmClock, TriangleAlert } from 'lucide-react';
import type { Ticket } from '../api/types';
import { longDate, shortDate, today as currentDay } from '../time/dates';
import { dueState, dueText } from './due';
import styles from './marks.module.css';

/** A due date; overdue and due soon are told by an icon and words, not by colour alone. */
export function DueMark({ ticket }: { ticket: Pick<Ticket, 'Due Date' | 'Status'> }) {
  const due = ticket['Due Date'];
  if (due === null) return null;
  const today = currentDay();
  const state = dueState(ticket, today);
  const marked = state === 'overdue' || state === 'soon';
  const text = marked ? `${longDate(due)} · ${dueText(due, today)}` : longDate(due);
  return (
    <span className={`${styles.due ?? ''} ${marked ? (styles[state] ?? '') : ''}`} title={text}>
      {state === 'overdue' && <TriangleAlert size={13} aria-hidden />}
      {state === 'soon' && <AlarmClock size={13} aria-hidden />}
      <time dateTime={due}>{shortDate(due)}</time>
      {marked && <span className="visually-hidden">{dueText(due, today)}</span>}
    </span>
  );
}
