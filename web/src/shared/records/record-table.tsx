import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { t } from '../i18n';
import { classNames } from '../ui/class-names';
import { Skeleton } from '../ui/skeleton';
import { useMedia } from '../ui/use-media';
import { stepAmongOpeners } from './record-keys';
import type { RecordSort } from './record-sort';
import { RecordTableHead } from './record-table-head';
import styles from './record-table.module.css';
import type { RecordList } from './use-record-list';

export interface RecordColumn<Row> {
  id: string;
  header: string;
  /** A track of a CSS grid, such as `minmax(160px, 2fr)`. */
  width: string;
  /** The field to sort by; without, the head is only a text. */
  sortField?: string;
  render: (row: Row) => ReactNode;
}

export interface RecordTableProps<Row> {
  label: string;
  list: RecordList<Row>;
  columns: readonly RecordColumn<Row>[];
  rowId: (row: Row) => string;
  /** The record's name, which opens it. */
  name: (row: Row) => ReactNode;
  nameColumn: Omit<RecordColumn<Row>, 'render'>;
  /** Without, records are only looked at. */
  onOpen?: ((row: Row) => void) | undefined;
  /** On a narrow screen: the second line, in place of the other columns. */
  summary: (row: Row) => ReactNode;
  /** Looks past: inactive, expired. */
  isFaded?: (row: Row) => boolean;
  /** At the end of the line: links and menus. */
  actions?: ((row: Row) => ReactNode) | undefined;
  actionsWidth?: string;
  /** What they are, where they are not simply actions. */
  actionsHeader?: string;
  sort: RecordSort;
  onSort: (sort: RecordSort) => void;
  /** What stands in place of rows where there are none. */
  empty: ReactNode;
}

const ROW = 36;
const NARROW_ROW = 54;
const LOADING_ROWS = 8;
/** So many rows before the end, the next ones are fetched. */
const AHEAD = 20;

function useNarrow(): boolean {
  return useMedia('(width <= 640px)');
}

function template<Row>(props: RecordTableProps<Row>, narrow: boolean): string {
  const end = props.actions ? ` ${props.actionsWidth ?? '44px'}` : '';
  if (narrow) return `minmax(0, 1fr)${end}`;
  const tracks = [props.nameColumn, ...props.columns].map((column) => column.width);
  return tracks.join(' ') + end;
}

interface RowProps<Row> extends RecordTableProps<Row> {
  row: Row;
  index: number;
  top: number;
  narrow: boolean;
}

function RecordRow<Row>(props: RowProps<Row>) {
  const { row, index, narrow, onOpen, actions } = props;
  const name = props.name(row);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classNames(styles.row, props.isFaded?.(row) && styles.faded)}
      style={{ transform: `translateY(${String(props.top)}px)` }}
    >
      <div role="cell" className={classNames(styles.cell, styles.nameCell)}>
        {onOpen ? (
          <button
            type="button"
            className={styles.opener}
            data-index={index}
            onClick={() => {
              onOpen(row);
            }}
          >
            {name}
          </button>
        ) : (
          <span className={styles.name}>{name}</span>
        )}
        {narrow && <span className={styles.summary}>{props.summary(row)}</span>}
      </div>
      {!narrow &&
        props.columns.map((column) => (
          <div role="cell" key={column.id} className={styles.cell}>
            {column.render(row)}
          </div>
        ))}
      {actions && (
        <div role="cell" className={classNames(styles.cell, styles.actions)}>
          {actions(row)}
        </div>
      )}
    </div>
  );
}

function LoadingRows({ columns, height }: { columns: number; height: number }) {
  return (
    <div role="status" aria-label={t.common.loading}>
      {Array.from({ length: LOADING_ROWS }, (_, at) => (
        <div key={at} className={styles.loading} style={{ height }}>
          {Array.from({ length: columns }, (__, cell) => (
            <div key={cell} className={styles.cell}>
              <Skeleton width={cell === 0 ? '55%' : '40%'} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function useRows<Row>(list: RecordList<Row>, rowHeight: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: list.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasMore, fetchMore } = list;
  const wantsMore = hasMore && last >= list.rows.length - AHEAD;
  useEffect(() => {
    if (wantsMore) fetchMore();
  });
  return { scroller, items, height: virtualizer.getTotalSize() };
}

/** A list of records: users, roles, tokens, orders. Arrow keys step from name to name, Enter opens. */
export function RecordTable<Row>(props: RecordTableProps<Row>) {
  const { list, columns } = props;
  const narrow = useNarrow();
  const rowHeight = narrow ? NARROW_ROW : ROW;
  const { scroller, items, height } = useRows(list, rowHeight);
  const look = {
    '--columns': template(props, narrow),
    '--row': `${String(rowHeight)}px`,
  } as CSSProperties;

  if (!list.isLoading && list.rows.length === 0) return props.empty;
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={look}
      // Where nothing in it takes the focus, it takes it itself, to be scrolled by keyboard.
      {...(props.onOpen ? {} : { tabIndex: 0, role: 'region', 'aria-label': props.label })}
    >
      <div
        role="table"
        aria-label={props.label}
        aria-rowcount={list.total + 1}
        aria-busy={list.isLoading || list.isBehind}
        className={classNames(styles.table, list.isBehind && styles.behind)}
      >
        <RecordTableHead
          hidden={narrow}
          columns={[props.nameColumn, ...columns]}
          actionsHeader={props.actions && (props.actionsHeader ?? '')}
          sort={props.sort}
          onSort={props.onSort}
        />
        {list.isLoading && (
          <LoadingRows columns={narrow ? 1 : columns.length + 1} height={rowHeight} />
        )}
        {/* The names have the focus; the keys only carry it from one to the next. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <div
          role="rowgroup"
          className={styles.body}
          style={{ height }}
          onKeyDown={(event: KeyboardEvent<HTMLDivElement>) => {
            stepAmongOpeners(event);
          }}
        >
          {items.map(({ index, start }) => {
            const row = list.rows[index];
            if (row === undefined) return null;
            const id = props.rowId(row);
            return (
              <RecordRow key={id} {...props} row={row} index={index} top={start} narrow={narrow} />
            );
          })}
        </div>
      </div>
    </div>
  );
}
