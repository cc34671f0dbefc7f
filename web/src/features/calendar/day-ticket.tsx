import { addressOf } from '@/shared/base-path';
import { useDraggable } from '@dnd-kit/core';
import type { KeyboardEvent } from 'react';
import type { TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { usePersonName } from '@/shared/session/people-directory';
import { dueState, dueText, isUnresolved } from '@/shared/tickets/due';
import { PriorityIcon } from '@/shared/tickets/priority-mark';
import { StatusIcon } from '@/shared/tickets/status-mark';
import { today } from '@/shared/time/dates';
import { classNames } from '@/shared/ui/class-names';
import { isPlainClick } from '@/shared/ui/plain-click';
import styles from './calendar.module.css';

/** A ticket in one line; what is over is struck out, what is late is marked. */
export function TicketFace({ row, roomy = false }: { row: TicketRow; roomy?: boolean }) {
  const name = usePersonName(row['Assignee Email'] ?? '');
  const open = isUnresolved(row.Status);
  const late = dueState(row, today()) === 'overdue';
  return (
    <>
      {open ? <PriorityIcon priority={row.Priority} /> : <StatusIcon status={row.Status} />}
      <span className="visually-hidden">
        {row.id}, {t.priority[row.Priority]}, {t.status[row.Status]}
        {late && row['Due Date'] ? `, ${dueText(row['Due Date'], today())}` : ''}:{' '}
      </span>
      <span className={classNames(styles.ticketTitle, !open && styles.over)}>{row.Title}</span>
      {roomy && (
        <span className={styles.ticketMore} aria-hidden>
          {row.id}
          {row['Assignee Email'] && ` · ${name}`}
        </span>
      )}
    </>
  );
}

export interface DayTicketProps {
  row: TicketRow;
  roomy: boolean;
  mayEdit: boolean;
  open: boolean;
  onOpen: (row: TicketRow) => void;
  onKeyDown: (event: KeyboardEvent, row: TicketRow) => void;
}

/** A ticket on its day. The grid has the focus order: Enter on the day comes in here. */
export function DayTicket(props: DayTicketProps) {
  const { row, roomy } = props;
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: row.id,
    data: { row },
    disabled: !props.mayEdit,
  });
  return (
    <li ref={setNodeRef} {...listeners}>
      <a
        href={addressOf(paths.ticket(row.id))}
        className={classNames(
          styles.ticket,
          roomy && styles.roomy,
          props.open && styles.open,
          isDragging && styles.away,
        )}
        data-due={dueState(row, today())}
        data-ticket={row.id}
        draggable={false}
        tabIndex={-1}
        title={row.Title}
        onClick={(event) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          props.onOpen(row);
        }}
        onKeyDown={(event) => {
          props.onKeyDown(event, row);
        }}
      >
        <TicketFace row={row} roomy={roomy} />
      </a>
    </li>
  );
}
