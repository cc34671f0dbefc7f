import type { Priority } from '../api/types';
import { t } from '../i18n';
import styles from './marks.module.css';

// One shape per priority: a filled sign, chevrons up, a bar, a chevron down.
const SHAPES: Record<Priority, React.ReactNode> = {
  Critical: (
    <>
      <path d="M8 1.2 14.8 8 8 14.8 1.2 8z" fill="currentColor" />
      <path d="M8 4.800v4M8 10.400v.9" stroke="var(--surface)" strokeWidth="1.7" />
    </>
  ),
  High: (
    <path d="m4 8.2 4-4 4 4m-8 4.2 4-4 4 4" fill="none" stroke="currentColor" strokeWidth="1.9" />
  ),
  Medium: <path d="M3.5 6.200h9M3.5 9.800h9" stroke="currentColor" strokeWidth="1.8" />,
  Low: <path d="m4 6.2 4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.8" />,
};

const TONES: Record<Priority, string | undefined> = {
  Critical: styles.critical,
  High: styles.high,
  Medium: styles.medium,
  Low: styles.low,
};

export function PriorityIcon({ priority }: { priority: Priority }) {
  return (
    <svg
      className={`${styles.icon ?? ''} ${TONES[priority] ?? ''}`}
      viewBox="0 0 16 16"
      aria-hidden
    >
      {SHAPES[priority]}
    </svg>
  );
}

export function PriorityMark({ priority }: { priority: Priority }) {
  return (
    <span
      className={`${styles.mark ?? ''} ${priority === 'Critical' ? (styles.strong ?? '') : ''}`}
    >
      <PriorityIcon priority={priority} />
      <span>{t.priority[priority]}</span>
    </span>
  );
}
