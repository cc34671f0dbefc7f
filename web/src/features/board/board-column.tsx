import { useDroppable } from '@dnd-kit/core';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { Status, TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { StatusIcon } from '@/shared/tickets/status-mark';
import type { ViewQuery } from '@/shared/tickets/view-query';
import { classNames } from '@/shared/ui/class-names';
import { ErrorNotice } from '@/shared/ui/notice';
import { Skeleton } from '@/shared/ui/skeleton';
import { BoardCard, type BoardCardProps } from './board-card';
import styles from './board.module.css';
import { useColumn, type Column } from './use-column';

/** What the board needs of a column to move the focus about. */
export interface ColumnHandle {
  total: () => number;
  rowAt: (index: number) => TicketRow | undefined;
  indexOf: (id: string) => number | null;
  focusAt: (index: number) => void;
}

export interface CardState {
  openId: string | null;
  liftedId: string | null;
  choosingId: string | null;
}

export interface BoardColumnProps extends Pick<
  BoardCardProps,
  'mayEdit' | 'onChoosing' | 'onOpen' | 'onStatus'
> {
  ref: Ref<ColumnHandle>;
  view: ViewQuery;
  status: Status;
  /** A card that is picked up by keys would be put down here. */
  aimedAt: boolean;
  /** A card is being dragged. */
  dragging: boolean;
  cards: CardState;
}

function SkeletonCard({ top }: { top: number }) {
  return (
    <li className={styles.place} style={{ transform: `translateY(${String(top)}px)` }} aria-busy>
      <div className={styles.card}>
        <div className={styles.face}>
          <Skeleton width="40%" />
          <Skeleton width="85%" />
          <Skeleton width="60%" />
        </div>
      </div>
    </li>
  );
}

/** The focus within a column: the card that Tab comes to, and the way to any other. */
function useColumnFocus(column: Column) {
  const { window, virtualizer, scroller } = column;
  const [activeId, setActiveId] = useState<string | null>(null);
  const wanted = useRef<number | null>(null);
  const inSight = virtualizer.rows.map(({ index }) => window.rowAt(index)?.id);
  const reachable = inSight.includes(activeId ?? '') ? activeId : (inSight.find(Boolean) ?? null);

  // The card that was asked for may only be there after it has been scrolled to and drawn.
  useEffect(() => {
    const row = wanted.current === null ? undefined : window.rowAt(wanted.current);
    const card = row && scroller.current?.querySelector<HTMLElement>(`[data-card="${row.id}"]`);
    if (!card) return;
    wanted.current = null;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  const focusAt = (index: number) => {
    wanted.current = index;
    virtualizer.reveal(index);
    setActiveId(window.rowAt(index)?.id ?? null);
  };
  return { reachable, setActiveId, focusAt };
}

/** What stands in place of cards. */
function ColumnNotice({ column, mayEdit }: { column: Column; mayEdit: boolean }) {
  const { window } = column;
  if (window.error && window.total === 0) {
    return <ErrorNotice error={window.error} onRetry={window.retry} />;
  }
  if (window.isLoading || window.total > 0) return null;
  return <p className={styles.empty}>{mayEdit ? t.board.emptyDrop : t.board.empty}</p>;
}

export function BoardColumn({ ref, view, status, cards, ...props }: BoardColumnProps) {
  const column = useColumn(view, status);
  const { window, virtualizer, scroller } = column;
  const { reachable, setActiveId, focusAt } = useColumnFocus(column);
  const { setNodeRef, isOver } = useDroppable({ id: status });
  useImperativeHandle(ref, () => ({
    total: () => window.total,
    rowAt: window.rowAt,
    indexOf: (id) =>
      virtualizer.rows.find(({ index }) => window.rowAt(index)?.id === id)?.index ?? null,
    focusAt,
  }));

  const total = window.total.toLocaleString();
  const name = t.status[status];
  return (
    <section
      ref={setNodeRef}
      aria-label={name}
      className={classNames(
        styles.column,
        props.dragging && styles.droppable,
        (isOver || props.aimedAt) && styles.over,
      )}
    >
      <h2 className={styles.columnHead} aria-label={t.board.column(name, total)}>
        <StatusIcon status={status} />
        <span>{name}</span>
        <span className={styles.count}>{window.isLoading ? '' : total}</span>
      </h2>
      <div ref={scroller} className={styles.cards} tabIndex={-1}>
        <ol
          aria-label={name}
          className={styles.stack}
          style={{ height: virtualizer.scrollerHeight }}
        >
          {virtualizer.rows.map(({ index, top }) => {
            const row = window.rowAt(index);
            return row ? (
              <BoardCard
                key={row.id}
                row={row}
                index={index}
                count={window.total}
                top={top}
                reachable={row.id === reachable}
                open={row.id === cards.openId}
                lifted={row.id === cards.liftedId}
                choosing={row.id === cards.choosingId}
                mayEdit={props.mayEdit}
                onChoosing={props.onChoosing}
                onOpen={props.onOpen}
                onStatus={props.onStatus}
                onFocus={(focused) => {
                  setActiveId(focused.id);
                }}
              />
            ) : (
              <SkeletonCard key={`at-${String(index)}`} top={top} />
            );
          })}
        </ol>
        <ColumnNotice column={column} mayEdit={props.mayEdit} />
      </div>
    </section>
  );
}
