import type { ReactNode } from 'react';
import { t } from '@/shared/i18n';
import { Popover } from '@/shared/ui/popover';
import styles from './facts.module.css';

interface FactProps {
  label: string;
  /** What is shown; null says that there is nothing. */
  value: ReactNode;
  /** Left out where the reader may not change it. */
  editor?: ((close: () => void) => ReactNode) | undefined;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** A field of the ticket, changed in place. */
export function Fact({ label, value, editor, open = false, onOpenChange }: FactProps) {
  const shown = value ?? <span className={styles.none}>{t.ticket.empty}</span>;
  return (
    <div className={styles.fact}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>
        {editor && onOpenChange ? (
          <Popover
            label={t.ticket.change(label)}
            open={open}
            onOpenChange={onOpenChange}
            trigger={
              <button type="button" className={styles.button}>
                <span className="visually-hidden">{t.ticket.change(label)}: </span>
                {shown}
              </button>
            }
          >
            {editor(() => {
              onOpenChange(false);
            })}
          </Popover>
        ) : (
          <span className={styles.fixed}>{shown}</span>
        )}
      </dd>
    </div>
  );
}
