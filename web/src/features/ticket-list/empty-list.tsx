import { t } from '@/shared/i18n';
import { EMPTY_VIEW, isFiltered, type ViewQuery } from '@/shared/tickets/view-query';
import { Button } from '@/shared/ui/button';
import { ErrorNotice, Notice } from '@/shared/ui/notice';
import styles from './toolbar.module.css';
import type { TicketWindow } from '@/shared/tickets/use-ticket-window';

interface EmptyListProps {
  window: TicketWindow;
  view: ViewQuery;
  onView: (view: ViewQuery) => void;
}

/** What stands in place of rows: an error, or what to do when nothing matches. */
export function EmptyList({ window, view, onView }: EmptyListProps) {
  if (window.error) {
    return (
      <div className={styles.over}>
        <ErrorNotice error={window.error} onRetry={window.retry} />
      </div>
    );
  }
  if (window.isLoading || window.total > 0) return null;
  const filtered = isFiltered(view);
  return (
    <div className={styles.over}>
      <Notice
        title={filtered ? t.list.emptyTitle : t.list.emptyAllTitle}
        text={filtered ? t.list.emptyText : t.list.emptyAllText}
      >
        {filtered && window.suggestion !== null && (
          <Button
            variant="primary"
            onClick={() => {
              onView({ ...view, text: window.suggestion ?? view.text });
            }}
          >
            {t.list.searchInstead(window.suggestion)}
          </Button>
        )}
        {filtered && (
          <Button
            onClick={() => {
              onView({ ...EMPTY_VIEW, sort: view.sort });
            }}
          >
            {t.list.clearFilters}
          </Button>
        )}
      </Notice>
    </div>
  );
}
