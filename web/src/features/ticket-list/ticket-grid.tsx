import type { CSSProperties, KeyboardEvent, RefObject } from 'react';
import type { TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import type { TicketWindow } from '@/shared/tickets/use-ticket-window';
import { classNames } from '@/shared/ui/class-names';
import type { RowVirtualizer } from '@/shared/ui/use-row-virtualizer';
import { GridHeader } from './grid-header';
import { GridRow, rowElementId } from './grid-row';
import styles from './grid.module.css';
import { moveFor } from './grid-keys';
import type { ListTable } from './use-list-table';
import { useRowLook } from './use-list-rows';
import type { SelectionState } from './use-selection';

const CHOOSE_COLUMN = 36;
/** More rows than are ever drawn at once. */
const POOL = 256;

interface TicketGridProps {
  list: ListTable;
  window: TicketWindow;
  virtualizer: RowVirtualizer;
  scroller: RefObject<HTMLDivElement | null>;
  active: number;
  onActive: (index: number) => void;
  selection: SelectionState;
  onChooseAll: () => void;
  openId: string | null;
  onOpen: (index: number) => void;
}

const END_SPACE = 8;

/** The least width of all columns together, in pixels; the title takes what is left of the screen. */
function leastWidth(list: ListTable, compact: boolean): number {
  return compact ? 0 : list.table.getTotalSize() + CHOOSE_COLUMN + END_SPACE;
}

function gridColumns(list: ListTable, compact: boolean): string {
  if (compact) return `${String(CHOOSE_COLUMN)}px minmax(0, 1fr)`;
  const widths = list.table.getVisibleLeafColumns().map((column) => {
    const size = String(column.getSize());
    return column.id === 'Title' ? `minmax(${size}px, 1fr)` : `${size}px`;
  });
  return [`${String(CHOOSE_COLUMN)}px`, ...widths, `${String(END_SPACE)}px`].join(' ');
}

function Rows(props: Omit<TicketGridProps, 'scroller'> & { template: string }) {
  const { list, window, virtualizer, selection, active, openId, onOpen } = props;
  const { compact } = useRowLook();
  const columns = list.table.getVisibleLeafColumns();
  return virtualizer.rows.map(({ index, top }) => {
    const row: TicketRow | undefined = window.rowAt(index);
    return (
      <GridRow
        // Rows that leave give their elements to rows that come.
        key={index % POOL}
        row={row}
        index={index}
        top={top}
        columns={columns}
        layoutKey={props.template}
        compact={compact}
        active={index === active}
        chosen={row !== undefined && selection.selection.has(row.id)}
        open={row !== undefined && row.id === openId}
        onOpen={onOpen}
        onChoose={selection.choose}
      />
    );
  });
}

/** The list itself: a grid with one focus, whose active row the keys move. */
export function TicketGrid({ scroller, ...props }: TicketGridProps) {
  const { list, window, virtualizer, active, selection } = props;
  const { compact, rowHeight } = useRowLook();
  const template = gridColumns(list, compact);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const to = moveFor(event.nativeEvent, active, window.total, virtualizer.rowsPerScreen());
    if (to !== null) {
      event.preventDefault();
      if (event.shiftKey) selection.extend(active, to);
      props.onActive(to);
    } else if (event.key === ' ') {
      event.preventDefault();
      selection.choose(active, event.shiftKey);
    }
  };

  const look = {
    '--columns': template,
    '--width': `${String(leastWidth(list, compact))}px`,
    '--row': `${String(rowHeight)}px`,
  } as CSSProperties;
  const inSight = virtualizer.rows.some(({ index }) => index === active);
  const chosenAll = selection.selection.size > 0 && selection.selection.size >= window.total;
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={t.list.label}
      aria-rowcount={window.total + 1}
      aria-multiselectable
      aria-activedescendant={inSight ? rowElementId(active) : undefined}
      tabIndex={0}
      className={classNames(styles.grid, window.isBehind && styles.behind)}
      style={look}
      onKeyDown={onKeyDown}
    >
      {!compact && <GridHeader {...list} allChosen={chosenAll} onChooseAll={props.onChooseAll} />}
      <div role="rowgroup" className={styles.body} style={{ height: virtualizer.scrollerHeight }}>
        <Rows {...props} template={template} />
      </div>
    </div>
  );
}
