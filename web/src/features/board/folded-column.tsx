import { useDroppable } from '@dnd-kit/core';
import type { Status } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { StatusIcon } from '@/shared/tickets/status-mark';
import { classNames } from '@/shared/ui/class-names';
import styles from './board.module.css';

interface FoldedColumnProps {
  status: Status;
  count: number | undefined;
  aimedAt: boolean;
  dragging: boolean;
  onOpen: () => void;
}

/** A status that the view leaves out: cards can still be moved to it. */
export function FoldedColumn({ status, count, aimedAt, dragging, onOpen }: FoldedColumnProps) {
  const { setNodeRef, isOver } = useDroppable({ id: status });
  const name = t.status[status];
  const shown = count?.toLocaleString() ?? '';
  return (
    <button
      ref={setNodeRef}
      type="button"
      className={classNames(
        styles.folded,
        dragging && styles.droppable,
        (isOver || aimedAt) && styles.over,
      )}
      title={t.board.folded(name, shown)}
      onClick={onOpen}
    >
      <StatusIcon status={status} />
      <span className={styles.foldedName}>{name}</span>
      <span className={styles.count}>{shown}</span>
    </button>
  );
}
