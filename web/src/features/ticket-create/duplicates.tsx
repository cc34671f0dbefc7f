import { CopyCheck } from 'lucide-react';
import { Link } from 'wouter';
import type { TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { StatusIcon } from '@/shared/tickets/status-mark';
import styles from './create-dialog.module.css';

interface DuplicatesProps {
  rows: readonly TicketRow[];
  orderId: number | null;
  onLeave: () => void;
}

/** Tickets that may already tell of the same, to be looked at before another is created. */
export function Duplicates({ rows, orderId, onLeave }: DuplicatesProps) {
  return (
    <section className={styles.duplicates} aria-live="polite">
      {rows.length > 0 && (
        <>
          <h3 className={styles.duplicatesTitle}>
            <CopyCheck size={14} aria-hidden />
            {t.ticket.create.duplicates}
          </h3>
          <ul>
            {rows.map((row) => (
              <li key={row.id}>
                <Link href={paths.ticket(row.id)} className={styles.duplicate} onClick={onLeave}>
                  <StatusIcon status={row.Status} />
                  <span className={styles.id}>{row.id}</span>
                  <span className={styles.duplicateTitle}>{row.Title}</span>
                  {orderId !== null && row['Linked PO Id'] === orderId && (
                    <span className={styles.same}>{t.ticket.create.sameOrder}</span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
