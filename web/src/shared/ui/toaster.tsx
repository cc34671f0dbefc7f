import { CircleCheck, OctagonAlert, X } from 'lucide-react';
import { t } from '../i18n';
import { Button } from './button';
import { classNames } from './class-names';
import styles from './toaster.module.css';
import { dismissToast, useToasts, type Toast } from './toasts';

function ToastCard({ toast }: { toast: Toast }) {
  return (
    <li className={classNames(styles.toast, styles[toast.tone])}>
      {toast.tone === 'good' && <CircleCheck size={16} aria-hidden />}
      {toast.tone === 'bad' && <OctagonAlert size={16} aria-hidden />}
      <span className={styles.text} role={toast.tone === 'bad' ? 'alert' : 'status'}>
        {toast.text}
      </span>
      {toast.action && (
        <Button
          size="small"
          className={styles.action ?? ''}
          onClick={() => {
            toast.action?.run();
            dismissToast(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <Button
        size="small"
        variant="quiet"
        className={styles.dismiss ?? ''}
        aria-label={t.shell.dismiss}
        onClick={() => {
          dismissToast(toast.id);
        }}
      >
        <X size={14} aria-hidden />
      </Button>
    </li>
  );
}

/** The corner where toasts appear; one for the whole page. */
export function Toaster() {
  const toasts = useToasts();
  return (
    <section aria-label={t.shell.notifications} className={styles.corner}>
      <ol className={styles.list} aria-live="polite">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </ol>
    </section>
  );
}
