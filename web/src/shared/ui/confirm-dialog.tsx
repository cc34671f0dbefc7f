import { useState, type ReactNode } from 'react';
import { describeError } from '../api/describe-error';
import { t } from '../i18n';
import { Button } from './button';
import styles from './confirm-dialog.module.css';
import { Dialog } from './dialog';
import { Problem } from './problem';

interface ConfirmDialogProps {
  title: string;
  text: ReactNode;
  /** What the button that does it says: a verb. */
  action: string;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Asks before what cannot be undone. Closes when it is done, and says what went wrong if it is not. */
export function ConfirmDialog({ title, text, action, onConfirm, onClose }: ConfirmDialogProps) {
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState('');
  const confirm = async () => {
    setWorking(true);
    setProblem('');
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setProblem(describeError(error));
      setWorking(false);
    }
  };
  return (
    <Dialog title={title} width="narrow" onClose={onClose}>
      <p className={styles.text}>{text}</p>
      <Problem text={problem} />
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button
          variant="danger"
          disabled={working}
          onClick={() => {
            void confirm();
          }}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
