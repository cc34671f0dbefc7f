import { addressOf } from '@/shared/base-path';
import { useDraggable } from '@dnd-kit/core';
import { ArrowLeftRight } from 'lucide-react';
import { memo } from 'react';
import type { TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { dueState } from '@/shared/tickets/due';
import { DueMark } from '@/shared/tickets/due-mark';
import { PriorityMark } from '@/shared/tickets/priority-mark';
import { today } from '@/shared/time/dates';
import { Avatar } from '@/shared/ui/avatar';
import { usePersonName } from '@/shared/session/people-directory';
import { classNames } from '@/shared/ui/class-names';
import { isPlainClick } from '@/shared/ui/plain-click';
import { Popover } from '@/shared/ui/popover';
import { StatusPicker } from '@/shared/tickets/value-pickers';
import styles from './board.module.css';

export const INSTRUCTIONS_ID = 'board-instructions';

function Assignee({ email }: { email: string | null }) {
  const name = usePersonName(email ?? '');
  if (!email) return null;
  return (
    <span className={styles.assignee} title={name}>
      <Avatar email={email} size={20} />
      <span className="visually-hidden">{name}</span>
    </span>
  );
}

/** What a card says; also what is under the pointer while it is dragged. */
export function CardFace({ row }: { row: TicketRow }) {
  return (
    <>
      <span className={styles.cardHead}>
        <span className={styles.id}>{row.id}</span>
        <span className={styles.category}>{row.Category}</span>
        <Assignee email={row['Assignee Email']} />
      </span>
      <span className={styles.cardTitle}>{row.Title}</span>
      <span className={styles.cardFacts}>
        <PriorityMark priority={row.Priority} />
        <DueMark ticket={row} />
        <span className={styles.order}>{row['Linked PO Number']}</span>
      </span>
    </>
  );
}

interface StatusButtonProps {
  row: TicketRow;
  reachable: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onStatus: (row: TicketRow, status: TicketRow['Status']) => void;
}

/** Moves a card without dragging it. */
function StatusButton({ row, reachable, open, onOpenChange, onStatus }: StatusButtonProps) {
  return (
    <Popover
      label={t.board.changeStatus(row.id)}
      open={open}
      onOpenChange={onOpenChange}
      align="end"
      trigger={
        <button
          type="button"
          className={styles.cardButton}
          tabIndex={reachable ? 0 : -1}
          aria-label={t.board.changeStatus(row.id)}
        >
          <ArrowLeftRight size={13} aria-hidden />
        </button>
      }
    >
      <StatusPicker
        value={row.Status}
        onChoose={(status) => {
          onOpenChange(false);
          if (status !== row.Status) onStatus(row, status);
        }}
      />
    </Popover>
  );
}

export interface BoardCardProps {
  row: TicketRow;
  index: number;
  count: number;
  top: number;
  mayEdit: boolean;
  /** The one card of the board that Tab comes to. */
  reachable: boolean;
  open: boolean;
  lifted: boolean;
  choosing: boolean;
  onChoosing: (row: TicketRow | null) => void;
  onOpen: (row: TicketRow) => void;
  onFocus: (row: TicketRow, index: number) => void;
  onStatus: (row: TicketRow, status: TicketRow['Status']) => void;
}

export const BoardCard = memo(function BoardCard(props: BoardCardProps) {
  const { row, index, mayEdit, reachable } = props;
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: row.id,
    data: { row },
    disabled: !mayEdit,
  });
  return (
    <li
      className={styles.place}
      data-place={row.id}
      style={{ transform: `translateY(${String(props.top)}px)` }}
      aria-setsize={props.count}
      aria-posinset={index + 1}
    >
      <div
        ref={setNodeRef}
        className={classNames(
          styles.card,
          props.open && styles.open,
          isDragging && styles.away,
          props.lifted && styles.lifted,
        )}
        data-due={dueState(row, today())}
        {...listeners}
      >
        <a
          href={addressOf(paths.ticket(row.id))}
          className={styles.face}
          draggable={false}
          tabIndex={reachable ? 0 : -1}
          data-card={row.id}
          aria-describedby={INSTRUCTIONS_ID}
          onFocus={() => {
            props.onFocus(row, index);
          }}
          onClick={(event) => {
            if (!isPlainClick(event)) return;
            event.preventDefault();
            props.onOpen(row);
          }}
        >
          <CardFace row={row} />
        </a>
        {mayEdit && (
          <StatusButton
            row={row}
            reachable={reachable}
            open={props.choosing}
            onOpenChange={(open) => {
              props.onChoosing(open ? row : null);
            }}
            onStatus={props.onStatus}
          />
        )}
      </div>
    </li>
  );
});
