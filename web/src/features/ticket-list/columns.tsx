import type { ColumnDef, RowData } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import type { TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { DueMark } from '@/shared/tickets/due-mark';
import { PriorityMark } from '@/shared/tickets/priority-mark';
import { HIGH_FIRST } from '@/shared/tickets/sort-order';
import { StatusMark } from '@/shared/tickets/status-mark';
import { TimeAgo } from '@/shared/time/time-ago';
import { PersonMark } from '@/shared/ui/avatar';
import styles from './grid.module.css';

declare module '@tanstack/react-table' {
  // The library's own parameters must be named even where they are not used.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface ColumnMeta<TData extends RowData, TValue> {
    label: () => string;
    render: (row: TicketRow) => ReactNode;
  }
}

function column(
  id: keyof TicketRow,
  size: number,
  render: (row: TicketRow) => ReactNode,
): ColumnDef<TicketRow> {
  return {
    id,
    accessorKey: id,
    size,
    minSize: 64,
    maxSize: 900,
    sortDescFirst: HIGH_FIRST.has(id),
    enableSorting: id !== 'Subscribers',
    meta: { label: () => t.fields[id], render },
  };
}

/** Every column that the list can show, in the order of a fresh layout. */
export const columns: ColumnDef<TicketRow>[] = [
  column('id', 92, (row) => <span className={styles.id}>{row.id}</span>),
  column('Title', 380, (row) => row.Title),
  column('Status', 118, (row) => <StatusMark status={row.Status} />),
  column('Priority', 96, (row) => <PriorityMark priority={row.Priority} />),
  column('Assignee Email', 164, (row) =>
    row['Assignee Email'] ? (
      <PersonMark email={row['Assignee Email']} />
    ) : (
      <span className={styles.faint}>{t.list.unassigned}</span>
    ),
  ),
  column('Due Date', 100, (row) => <DueMark ticket={row} />),
  column('Linked PO Number', 124, (row) => (
    <span className={styles.id}>{row['Linked PO Number'] ?? row['Linked PO Id']}</span>
  )),
  column('Category', 112, (row) => row.Category),
  column('Updated At', 92, (row) => <TimeAgo at={row['Updated At']} />),
  column('Created At', 92, (row) => <TimeAgo at={row['Created At']} />),
  column('Reporter Email', 164, (row) => <PersonMark email={row['Reporter Email']} />),
  column('Linked PO Id', 80, (row) => row['Linked PO Id']),
  column('Subscribers', 110, (row) => row.Subscribers.length || null),
];

export const HIDDEN_AT_FIRST: readonly string[] = [
  'Created At',
  'Reporter Email',
  'Linked PO Id',
  'Subscribers',
];
