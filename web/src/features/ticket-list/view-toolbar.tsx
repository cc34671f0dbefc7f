import type { ReactNode, RefObject } from 'react';
import { t } from '@/shared/i18n';
import type { ViewQuery } from '@/shared/tickets/view-query';
import { SearchBox } from '@/shared/ui/search-box';
import { FilterBar } from './filter-bar';
import styles from './toolbar.module.css';

interface ViewToolbarProps {
  title: string;
  total: number | null;
  view: ViewQuery;
  onView: (view: ViewQuery, options?: { replace?: boolean }) => void;
  search: RefObject<HTMLInputElement | null>;
  adding: boolean;
  onAdding: (adding: boolean) => void;
  onLeaveSearch: () => void;
  /** What stands at the end of the bar. */
  actions?: ReactNode;
}

function countText(total: number | null): string {
  if (total === null) return '';
  return total === 1 ? t.list.countOne : t.list.count(total.toLocaleString());
}

/** What a page of tickets shows: its name, how many, the search, the conditions. */
export function ViewToolbar(props: ViewToolbarProps) {
  const { view, onView } = props;
  return (
    <div className={styles.container}>
      <div className={styles.toolbar}>
        <div className={styles.heading}>
          <h1 className={styles.title}>{props.title}</h1>
          <span className={styles.total} role="status">
            {countText(props.total)}
          </span>
        </div>
        <SearchBox
          label={t.list.search}
          input={props.search}
          text={view.text}
          onText={(text) => {
            onView({ ...view, text }, { replace: true });
          }}
          onLeave={props.onLeaveSearch}
        />
        <div className={styles.filters}>
          <FilterBar view={view} onView={onView} adding={props.adding} onAdding={props.onAdding} />
        </div>
        <div className={styles.end}>{props.actions}</div>
      </div>
    </div>
  );
}
