import { X } from 'lucide-react';
import { t } from '@/shared/i18n';
import { Button } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import styles from './bulk-bar.module.css';
import type { BulkChange } from './use-bulk-change';

/** How far a bulk change is; afterwards what failed and why, with another try. */
export function BulkProgressBar({ bulk }: { bulk: BulkChange }) {
  const { progress } = bulk;
  if (!progress) return null;
  const { done, total, failures, running } = progress;
  return (
    <section className={styles.card} aria-label={t.list.bulk.label}>
      <div className={styles.cardHead}>
        <span role="status">
          {running
            ? t.list.bulk.working(done.toLocaleString(), total.toLocaleString())
            : t.list.bulk.failed(failures.length.toLocaleString())}
        </span>
        {running ? (
          <Button size="small" variant="quiet" className={styles.action ?? ''} onClick={bulk.stop}>
            {t.list.bulk.stop}
          </Button>
        ) : (
          <>
            <Button
              size="small"
              variant="quiet"
              className={styles.action ?? ''}
              onClick={bulk.retry}
            >
              {t.list.bulk.retry}
            </Button>
            <IconButton
              label={t.common.close}
              size="small"
              className={styles.action ?? ''}
              onClick={bulk.dismiss}
            >
              <X size={14} aria-hidden />
            </IconButton>
          </>
        )}
      </div>
      {running && (
        <progress
          className={styles.progress}
          max={total}
          value={done}
          aria-label={t.list.bulk.label}
        />
      )}
      {failures.length > 0 && (
        <ul className={styles.failures} aria-label={t.list.bulk.failures}>
          {failures.map(({ row, reason }) => (
            <li key={row.id}>
              <span className={styles.failedId}>{row.id}</span> {reason}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
