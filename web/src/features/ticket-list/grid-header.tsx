import type { Header } from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState, type DragEvent, type KeyboardEvent } from 'react';
import type { TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { classNames } from '@/shared/ui/class-names';
import { movedBy, movedTo } from './column-layout';
import styles from './grid.module.css';
import type { ListTable } from './use-list-table';

const DRAG_TYPE = 'application/x-expediter-column';
const RESIZE_STEP = 16;

function ariaSort(header: Header<TicketRow, unknown>): 'ascending' | 'descending' | undefined {
  const sorted = header.column.getIsSorted();
  if (sorted === false) return undefined;
  return sorted === 'desc' ? 'descending' : 'ascending';
}

interface ResizeHandleProps {
  header: Header<TicketRow, unknown>;
  label: string;
  onResize: (width: number) => void;
}

function ResizeHandle({ header, label, onResize }: ResizeHandleProps) {
  const { column } = header;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -RESIZE_STEP, ArrowRight: RESIZE_STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onResize(Math.max(column.columnDef.minSize ?? 0, column.getSize() + step));
  };
  return (
    // A separator with a value is a control: it takes focus and the arrow keys.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t.list.resize(label)}
      aria-valuenow={column.getSize()}
      aria-valuemin={column.columnDef.minSize ?? 0}
      aria-valuemax={column.columnDef.maxSize ?? 0}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={classNames(styles.handle, column.getIsResizing() && styles.resizing)}
      onMouseDown={header.getResizeHandler()}
      onTouchStart={header.getResizeHandler()}
      onDoubleClick={() => {
        column.resetSize();
      }}
      onKeyDown={onKeyDown}
    />
  );
}

interface HeaderCellProps extends ListTable {
  header: Header<TicketRow, unknown>;
}

function HeaderCell({ header, layout, setLayout }: HeaderCellProps) {
  const [isTarget, setIsTarget] = useState(false);
  const { column } = header;
  const label = column.columnDef.meta?.label() ?? column.id;
  const sorted = column.getIsSorted();

  const onKeyDown = (event: KeyboardEvent) => {
    const places = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!event.altKey || places === undefined) return;
    event.preventDefault();
    setLayout({ ...layout, order: movedBy(layout.order, column.id, places) });
  };
  const onDrop = (event: DragEvent) => {
    const moved = event.dataTransfer.getData(DRAG_TYPE);
    setIsTarget(false);
    if (!moved) return;
    event.preventDefault();
    setLayout({ ...layout, order: movedTo(layout.order, moved, column.id) });
  };

  return (
    // The button inside takes the focus and the keys; the header is where a dragged column may be dropped.
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      role="columnheader"
      aria-sort={ariaSort(header)}
      className={classNames(styles.headCell, isTarget && styles.dropTarget)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
        event.preventDefault();
        setIsTarget(true);
      }}
      onDragLeave={() => {
        setIsTarget(false);
      }}
      onDrop={onDrop}
    >
      <button
        type="button"
        className={styles.headButton}
        draggable
        title={t.list.headerHint}
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAG_TYPE, column.id);
          event.dataTransfer.effectAllowed = 'move';
        }}
        onKeyDown={onKeyDown}
        onClick={column.getToggleSortingHandler()}
      >
        <span className={styles.headText}>{label}</span>
        {sorted === 'asc' && <ArrowUp size={12} aria-hidden />}
        {sorted === 'desc' && <ArrowDown size={12} aria-hidden />}
      </button>
      <ResizeHandle
        header={header}
        label={label}
        onResize={(width) => {
          setLayout({ ...layout, widths: { ...layout.widths, [column.id]: width } });
        }}
      />
    </div>
  );
}

interface GridHeaderProps extends ListTable {
  allChosen: boolean;
  onChooseAll: () => void;
}

export function GridHeader({ allChosen, onChooseAll, ...list }: GridHeaderProps) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        <div role="columnheader" className={styles.chooseCell}>
          <input
            type="checkbox"
            className={styles.checkbox}
            aria-label={t.list.chooseAll}
            checked={allChosen}
            onChange={onChooseAll}
          />
        </div>
        {list.table.getFlatHeaders().map((header) => (
          <HeaderCell key={header.id} header={header} {...list} />
        ))}
      </div>
    </div>
  );
}
