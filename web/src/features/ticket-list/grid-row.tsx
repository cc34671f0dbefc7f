import { addressOf } from '@/shared/base-path';
import type { Column } from '@tanstack/react-table';
import { memo, type MouseEvent } from 'react';
import type { TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { dueState } from '@/shared/tickets/due';
import { DueMark } from '@/shared/tickets/due-mark';
import { PriorityMark } from '@/shared/tickets/priority-mark';
import { StatusMark } from '@/shared/tickets/status-mark';
import { today } from '@/shared/time/dates';
import { classNames } from '@/shared/ui/class-names';
import { Skeleton } from '@/shared/ui/skeleton';
import styles from './grid.module.css';

export interface GridRowProps {
  row: TicketRow | undefined;
  index: number;
  top: number;
  columns: readonly Column<TicketRow>[];
  /** Changes when order, width or visibility of the columns do. */
  layoutKey: string;
  compact: boolean;
  active: boolean;
  chosen: boolean;
  open: boolean;
  onOpen: (index: number) => void;
  onChoose: (index: number, extend: boolean) => void;
}

export function rowElementId(index: number): string {
  return `ticket-row-${String(index)}`;
}

function CompactCell({ row }: { row: TicketRow }) {
  return (
    <div role="gridcell" className={styles.compactCell}>
      <span className={styles.compactTitle}>
        <a href={addressOf(paths.ticket(row.id))} tabIndex={-1} className={styles.link}>
          {row.Title}
        </a>
      </span>
      <span className={styles.compactFacts}>
        <span className={styles.id}>{row.id}</span>
        <StatusMark status={row.Status} />
        <PriorityMark priority={row.Priority} />
        <DueMark ticket={row} />
      </span>
    </div>
  );
}

function Cells({ row, columns }: { row: TicketRow; columns: readonly Column<TicketRow>[] }) {
  return columns.map((column) => (
    <div role="gridcell" key={column.id} className={styles.cell}>
      {column.id === 'Title' ? (
        <a
          href={addressOf(paths.ticket(row.id))}
          tabIndex={-1}
          className={styles.link}
          title={row.Title}
        >
          {row.Title}
        </a>
      ) : (
        column.columnDef.meta?.render(row)
      )}
    </div>
  ));
}

function LoadingCells({ count }: { count: number }) {
  return Array.from({ length: count }, (_, at) => (
    <div role="gridcell" key={at} className={styles.cell}>
      <Skeleton width={at === 1 ? '70%' : '50%'} />
    </div>
  ));
}

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.altKey;
}

/** One line of the list. Drawn again only when something of its own changes. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, index, columns, compact, chosen, onChoose } = props;

  // The grid has the keys; the pointer comes on top. Ctrl-click on the title is the browser's own.
  const onClick = (event: MouseEvent) => {
    if (!row || !isPlainClick(event)) return;
    event.preventDefault();
    if (event.shiftKey) onChoose(index, true);
    else props.onOpen(index);
  };

  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="row"
      id={rowElementId(index)}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      aria-busy={row ? undefined : true}
      className={classNames(
        styles.row,
        props.active && styles.active,
        chosen && styles.chosen,
        props.open && styles.open,
      )}
      data-due={row ? dueState(row, today()) : undefined}
      style={{ transform: `translateY(${String(props.top)}px)` }}
      onClick={onClick}
    >
      <div role="gridcell" className={styles.chooseCell}>
        <input
          type="checkbox"
          className={styles.checkbox}
          tabIndex={-1}
          disabled={!row}
          aria-label={row ? t.list.choose(row.id) : t.common.loading}
          checked={chosen}
          onChange={() => {
            // The click says whether Shift was held.
          }}
          onClick={(event) => {
            event.stopPropagation();
            onChoose(index, event.shiftKey);
          }}
        />
      </div>
      {row && compact && <CompactCell row={row} />}
      {row && !compact && <Cells row={row} columns={columns} />}
      {!row && <LoadingCells count={compact ? 1 : columns.length} />}
    </div>
  );
});
