import type { ReactNode } from 'react';
import { describeError } from '../api/describe-error';
import { t } from '../i18n';
import { Button } from './button';
import styles from './notice.module.css';

interface NoticeProps {
  icon?: ReactNode;
  title: string;
  text?: ReactNode;
  children?: ReactNode;
}

/** An empty or broken place that says what to do next. */
export function Notice({ icon, title, text, children }: NoticeProps) {
  return (
    <div className={styles.notice}>
      {icon && <div className={styles.icon}>{icon}</div>}
      <h2 className={styles.title}>{title}</h2>
      {text && <p className={styles.text}>{text}</p>}
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}

export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <div role="alert">
      <Notice title={t.errors.title} text={describeError(error)}>
        {onRetry && <Button onClick={onRetry}>{t.common.retry}</Button>}
      </Notice>
    </div>
  );
}
