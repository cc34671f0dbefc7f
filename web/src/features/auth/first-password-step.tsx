import { useState, type FormEvent } from 'react';
import { describeError } from '@/shared/api/describe-error';
import { t } from '@/shared/i18n';
import { authenticate, chooseFirstPassword } from '@/shared/session/authenticate';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import styles from './auth.module.css';

const SHORTEST = 8;

interface FirstPasswordStepProps {
  username: string;
  sessionToken: string;
  onDone: () => void;
}

export function FirstPasswordStep({ username, sessionToken, onDone }: FirstPasswordStepProps) {
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [problem, setProblem] = useState('');
  const [working, setWorking] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (password.length < SHORTEST) {
      setProblem(t.signIn.tooShort);
      return;
    }
    if (password !== repeated) {
      setProblem(t.signIn.mismatch);
      return;
    }
    setWorking(true);
    try {
      await chooseFirstPassword(sessionToken, password);
      await authenticate(username, password);
      onDone();
    } catch (error) {
      setProblem(describeError(error));
    } finally {
      setWorking(false);
    }
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        void submit(event);
      }}
    >
      <p className={styles.text}>{t.signIn.firstText}</p>
      <input type="hidden" name="username" autoComplete="username" value={username} />
      <TextField
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
        {t.signIn.choose}
      </Button>
    </form>
  );
}
