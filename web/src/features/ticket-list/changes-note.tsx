import { RefreshCw } from 'lucide-react';
import { t } from '@/shared/i18n';
import styles from './toolbar.module.css';
import type { LiveList } from './use-live-list';

/** Says that the list has moved on, and lets the reader say when to follow. */
export function ChangesNote({ live }: { live: LiveList }) {
  return (
    <div className={styles.changes} role="status">
      {live.isBehind && (
        <>
          <span className="visually-hidden">{t.list.changed}</span>
          <button type="button" className={styles.showChanges} onClick={live.show}>
            <RefreshCw size={13} aria-hidden />
            {t.list.showChanges}
          </button>
        </>
      )}
    </div>
  );
}
