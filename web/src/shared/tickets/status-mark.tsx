import type { Status } from '../api/types';
import { t } from '../i18n';
import styles from './marks.module.css';

// One shape per status, so that it is told apart without colour: ring, half ring, tick, square.
const SHAPES: Record<Status, React.ReactNode> = {
  Open: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.7" />,
  'In Progress': (
    <>
      <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.7" />
      <path d="M8 4.6a3.4 3.4 0 0 1 0 6.800z" fill="currentColor" />
    </>
  ),
  Resolved: (
    <>
      <circle cx="8" cy="8" r="6.3" fill="currentColor" />
      <path d="m5.3 8.2 1.9 1.9 3.5-3.9" fill="none" stroke="var(--surface)" strokeWidth="1.6" />
    </>
  ),
  Closed: (
    <>
      <rect
        x="2.5"
        y="2.5"
        width="11"
        height="11"
        rx="2.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
      />
      <path d="M5.5 8h5" stroke="currentColor" strokeWidth="1.7" />
    </>
  ),
};

const TONES: Record<Status, string | undefined> = {
  Open: styles.open,
  'In Progress': styles.progress,
  Resolved: styles.resolved,
  Closed: styles.closed,
};

export function StatusIcon({ status }: { status: Status }) {
  return (
    <svg className={`${styles.icon ?? ''} ${TONES[status] ?? ''}`} viewBox="0 0 16 16" aria-hidden>
      {SHAPES[status]}
    </svg>
  );
}

export function StatusMark({ status }: { status: Status }) {
  return (
    <span className={styles.mark}>
      <StatusIcon status={status} />
      <span>{t.status[status]}</span>
    </span>
  );
}
