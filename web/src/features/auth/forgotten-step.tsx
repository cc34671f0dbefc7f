import { useState } from 'react';
import { t } from '@/shared/i18n';
import { askForResetLink } from '@/shared/session/authenticate';
import { useSubmission } from '@/shared/records/use-submission';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { Form } from '@/shared/ui/form';
import styles from './auth.module.css';

/** Asks for a link to choose another password. What it says does not tell whether there is an account. */
export function ForgottenStep({ onBack }: { onBack: () => void }) {
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const { working, problems, submit } = useSubmission({ email: t.signIn.email });

  const ask = () =>
    submit(async () => {
      await askForResetLink(email.trim());
      setSent(true);
    });
  const back = (
    <Button variant="quiet" size="small" onClick={onBack}>
      {t.signIn.backToSignIn}
    </Button>
  );
  if (sent) {
    return (
      <>
        <p role="status" className={styles.text}>
          {t.signIn.linkSent(email.trim())}
        </p>
        <div className={styles.other}>{back}</div>
      </>
    );
  }
  return (
    <>
      <p className={styles.text}>{t.signIn.forgottenText}</p>
      <Form
        problem={problems.general}
        refusal={problems}
        onSubmit={() => void ask()}
        foot={
          <Button type="submit" variant="primary" className={styles.wide ?? ''} disabled={working}>
            {t.signIn.sendLink}
          </Button>
        }
      >
        <TextField
          label={t.signIn.email}
          type="email"
          autoComplete="email"
          required
          error={problems.byField.email}
          value={email}
          onChange={(event) => {
            setEmail(event.target.value);
          }}
        />
      </Form>
      <div className={styles.other}>{back}</div>
    </>
  );
}
