import { getCoreRowModel, useReactTable, type Table, type Updater } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { TicketRow } from '@/shared/api/types';
import { setPreference, usePreference, type ColumnLayout } from '@/shared/preferences/preferences';
import type { SortKey } from '@/shared/tickets/view-query';
import { columns, HIDDEN_AT_FIRST } from './columns';
import { completeOrder, freshLayout } from './column-layout';

const ALL = columns.map((column) => column.id ?? '');
const NO_ROWS: TicketRow[] = [];

function resolve<T>(updater: Updater<T>, before: T): T {
  return typeof updater === 'function' ? (updater as (before: T) => T)(before) : updater;
}

export interface ListTable {
  table: Table<TicketRow>;
  layout: ColumnLayout;
  setLayout: (layout: ColumnLayout) => void;
}

/**
 * The columns of the list on TanStack Table: their order, width and visibility (kept in this browser) and the
 * sort (kept in the URL). The rows are not its business: there may be a million.
 */
export function useListTable(
  sort: readonly SortKey[],
  onSort: (sort: readonly SortKey[]) => void,
): ListTable {
  const stored = usePreference('columns');
  const layout = useMemo(() => {
    const kept = stored ?? freshLayout(ALL, HIDDEN_AT_FIRST);
    return { ...kept, order: completeOrder(kept.order, ALL) };
  }, [stored]);
  const setLayout = (next: ColumnLayout) => {
    setPreference('columns', next);
  };

  const sorting = useMemo(
    () => sort.map((key) => ({ id: key.field, desc: key.descending })),
    [sort],
  );
  const visibility = useMemo(
    () => Object.fromEntries(ALL.map((id) => [id, !layout.hidden.includes(id)])),
    [layout.hidden],
  );

  const table = useReactTable<TicketRow>({
    data: NO_ROWS,
    columns,
    getCoreRowModel: getCoreRowModel(),
    manualSorting: true,
    enableMultiSort: true,
    columnResizeMode: 'onChange',
    state: {
      sorting,
      columnOrder: layout.order,
      columnVisibility: visibility,
      columnSizing: layout.widths,
    },
    onSortingChange: (updater) => {
      const next = resolve(updater, sorting);
      onSort(next.map(({ id, desc }) => ({ field: id, descending: desc })));
    },
    onColumnSizingChange: (updater) => {
      setLayout({ ...layout, widths: resolve(updater, layout.widths) });
    },
  });
  return { table, layout, setLayout };
}
