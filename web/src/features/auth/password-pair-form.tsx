import { useState } from 'react';
import { t } from '@/shared/i18n';
import { problemsOf } from '@/shared/records/use-submission';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { useFocusOnMount } from '@/shared/ui/use-focus-on-mount';
import styles from './auth.module.css';
import { pairProblem } from './password-pair';

interface PasswordPairFormProps {
  /** For the browser's password store. */
  username?: string;
  text: string;
  submit: string;
  onPassword: (password: string) => Promise<void>;
}

function said(error: unknown): string {
  const { general, byField } = problemsOf(error, { new_password: t.signIn.newPassword });
  return [byField.new_password, general].filter(Boolean).join(' ');
}

/** Asks for a new password, twice. */
export function PasswordPairForm({ username, text, submit, onPassword }: PasswordPairFormProps) {
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [problem, setProblem] = useState('');
  const [working, setWorking] = useState(false);
  const [first, focusFirst] = useFocusOnMount<HTMLInputElement>();

  const send = async () => {
    const wrong = pairProblem(password, repeated);
    setProblem(wrong);
    if (wrong) {
      focusFirst();
      return;
    }
    setWorking(true);
    try {
      await onPassword(password);
    } catch (error) {
      setProblem(said(error));
    } finally {
      setWorking(false);
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p className={styles.text}>{text}</p>
      {username && <input type="hidden" name="username" autoComplete="username" value={username} />}
      <TextField
        ref={first}
        label={t.signIn.newPassword}
        type="password"
        autoComplete="new-password"
        required
        value={password}
        onChange={(event) => {
          setPassword(event.target.value);
        }}
      />
      <TextField
        label={t.signIn.repeatPassword}
        type="password"
        autoComplete="new-password"
        required
        value={repeated}
        onChange={(event) => {
          setRepeated(event.target.value);
        }}
      />
      <div role="alert" className={problem ? styles.problem : undefined}>
        {problem}
      </div>
      <Button type="submit" variant="primary" disabled={working}>
        {submit}
      </Button>
    </form>
  );
}
