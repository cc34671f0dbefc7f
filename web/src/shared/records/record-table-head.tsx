import { ArrowDown, ArrowUp } from 'lucide-react';
import { t } from '../i18n';
import { sortedBy, type RecordSort } from './record-sort';
import styles from './record-table.module.css';

interface HeadColumn {
  id: string;
  header: string;
  sortField?: string;
}

interface RecordTableHeadProps {
  /** Only heard: a narrow screen has no room for it. */
  hidden: boolean;
  columns: readonly HeadColumn[];
  /** Undefined: the lines have none at their end. Empty: they need no word. */
  actionsHeader: string | undefined;
  sort: RecordSort;
  onSort: (sort: RecordSort) => void;
}

interface HeadCellProps {
  column: HeadColumn;
  sort: RecordSort;
  onSort: (sort: RecordSort) => void;
}

function HeadCell({ column, sort, onSort }: HeadCellProps) {
  const { sortField } = column;
  const sorted = sortField !== undefined && sort.field === sortField;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  const direction = sort.descending ? 'descending' : 'ascending';
  return (
    <div role="columnheader" className={styles.headCell} aria-sort={sorted ? direction : undefined}>
      {sortField === undefined ? (
        <span className={styles.headText}>{column.header}</span>
      ) : (
        <button
          type="button"
          className={styles.headButton}
          onClick={() => {
            onSort(sortedBy(sortField, sort));
          }}
        >
          <span className={styles.headText}>{column.header}</span>
          {sorted && <Arrow size={12} aria-hidden />}
        </button>
      )}
    </div>
  );
}

export function RecordTableHead(props: RecordTableHeadProps) {
  return (
    <div role="rowgroup" className={props.hidden ? 'visually-hidden' : styles.head}>
      <div role="row" className={styles.headRow} aria-rowindex={1}>
        {(props.hidden ? props.columns.slice(0, 1) : props.columns).map((column) => (
          <HeadCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
        ))}
        {props.actionsHeader !== undefined && (
          <div role="columnheader" className={styles.headEnd}>
            {props.actionsHeader || <span className="visually-hidden">{t.records.actions}</span>}
          </div>
        )}
      </div>
    </div>
  );
}
