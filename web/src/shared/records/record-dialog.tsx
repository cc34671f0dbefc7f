import type { ReactNode } from 'react';
import { ApiError } from '../api/api-error';
import { describeError } from '../api/describe-error';
import { t } from '../i18n';
import { Dialog } from '../ui/dialog';
import { Problem } from '../ui/problem';
import { Skeleton } from '../ui/skeleton';
import styles from './record-dialog.module.css';

interface RecordDialogProps<Row> {
  title: (row: Row) => string;
  record: { data: Row | undefined; error: unknown };
  /** What is said where there is none with this id. */
  gone: string;
  onClose: () => void;
  children: (row: Row) => ReactNode;
}

/** Opens one record: while it is on its way, and where it cannot be had, it says so. */
export function RecordDialog<Row>(props: RecordDialogProps<Row>) {
  const { record, onClose } = props;
  const { data, error } = record;
  if (data !== undefined) {
    return (
      <Dialog title={props.title(data)} onClose={onClose}>
        {props.children(data)}
      </Dialog>
    );
  }
  const missing = error instanceof ApiError && [400, 404].includes(error.status);
  if (error) {
    return (
      <Dialog title={t.errors.title} width="narrow" onClose={onClose}>
        <Problem text={missing ? props.gone : describeError(error)} />
      </Dialog>
    );
  }
  return (
    <Dialog title={t.common.loading} onClose={onClose}>
      <div className={styles.loading}>
        {['70%', '85%', '55%', '75%'].map((width) => (
          <Skeleton key={width} width={width} height={14} />
        ))}
      </div>
    </Dialog>
  );
}
