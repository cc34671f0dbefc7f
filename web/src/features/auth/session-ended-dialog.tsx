import { t } from '@/shared/i18n';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import styles from './auth.module.css';
import { SignInSteps, useSignInSteps } from './sign-in-steps';

interface SessionEndedDialogProps {
  username: string;
  onResumed: () => void;
  onAbandoned: () => void;
}

/** Asks for the password again over the page, so that what was typed below stays. */
export function SessionEndedDialog(props: SessionEndedDialogProps) {
  const steps = useSignInSteps(props.onResumed);
  return (
    <Dialog
      title={t.signIn.againTitle}
      width="narrow"
      dismissable={false}
      onClose={props.onAbandoned}
    >
      <p className={styles.text}>{t.signIn.againText}</p>
      <SignInSteps {...steps} username={props.username} onDone={props.onResumed} />
      <div className={styles.other}>
        <Button variant="quiet" size="small" onClick={props.onAbandoned}>
          {t.signIn.abandon}
        </Button>
      </div>
    </Dialog>
  );
}
