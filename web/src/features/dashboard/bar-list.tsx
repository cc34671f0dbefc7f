import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { t } from '@/shared/i18n';
import styles from './dashboard.module.css';

export interface Bar {
  key: string;
  /** In words. */
  name: string;
  label?: ReactNode;
  count: number;
  href: string;
}

interface BarListProps {
  title: string;
  bars: readonly Bar[];
}

/** Values and how often each occurs, as bars; each leads to its list. */
export function BarList({ title, bars }: BarListProps) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <section className={styles.card} aria-label={title}>
      <h2 className={styles.cardTitle}>{title}</h2>
      {bars.length === 0 && <p className={styles.none}>{t.dashboard.none}</p>}
      <ul className={styles.bars}>
        {bars.map(({ key, name, label, count, href }) => (
          <li key={key}>
            <Link href={href} className={styles.barLine}>
              {/* Heard as one sentence; seen as a line of a chart. */}
              <span className="visually-hidden">
                {t.dashboard.bar(name, t.dashboard.tickets(count))}
              </span>
              <span className={styles.barLabel} title={name} aria-hidden>
                {label ?? name}
              </span>
              <span className={styles.barTrack}>
                <span
                  className={styles.bar}
                  style={{ width: `${String((100 * count) / most)}%` }}
                />
              </span>
              <span className={styles.barCount} aria-hidden>
                {count.toLocaleString()}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
