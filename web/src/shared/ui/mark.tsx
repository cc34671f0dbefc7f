import type { ReactNode } from 'react';
import { classNames } from './class-names';
import styles from './mark.module.css';

interface MarkProps {
  tone?: 'plain' | 'ok' | 'warn' | 'danger' | 'info';
  icon?: ReactNode;
  children: ReactNode;
}

/** A short word on a soft ground: a state that is to be noticed. The word says it, not the colour alone. */
export function Mark({ tone = 'plain', icon, children }: MarkProps) {
  return (
    <span className={classNames(styles.mark, styles[tone])}>
      {icon}
      {children}
    </span>
  );
}
