import { useState, type FormEvent } from 'react';
import { ApiError } from '@/shared/api/api-error';
import { describeError } from '@/shared/api/describe-error';
import { t } from '@/shared/i18n';
import { authenticate, type SignInResult } from '@/shared/session/authenticate';
import { countdown } from '@/shared/time/dates';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { useFocusOnMount } from '@/shared/ui/use-focus-on-mount';
import styles from './auth.module.css';
import { useLockout } from './use-lockout';

interface CredentialsStepProps {
  /** The person whose session ended: then only the password is asked for. */
  username?: string | undefined;
  onResult: (result: SignInResult, username: string) => void;
}

export function CredentialsStep({ username: known, onResult }: CredentialsStepProps) {
  const [username, setUsername] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const [working, setWorking] = useState(false);
  const [lockedFor, lock] = useLockout();
  const [first] = useFocusOnMount<HTMLInputElement>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setWorking(true);
    setProblem('');
    try {
      onResult(await authenticate(username.trim(), password), username.trim());
    } catch (error) {
      if (error instanceof ApiError && error.status === 429) lock(error.retryAfter ?? 30);
      else setProblem(describeError(error));
    } finally {
      setWorking(false);
    }
  };

  const message = lockedFor > 0 ? t.signIn.locked : problem;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        void submit(event);
      }}
    >
      <TextField
        ref={known === undefined ? first : undefined}
        label={t.signIn.username}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        readOnly={known !== undefined}
        value={username}
        onChange={(event) => {
          setUsername(event.target.value);
        }}
      />
      <TextField
        ref={known === undefined ? undefined : first}
        label={t.signIn.password}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => {
          setPassword(event.target.value);
        }}
      />
      {/* The region stands there always, so that what appears in it is read out. */}
      <div className={message ? styles.problem : undefined}>
        <span role="alert">{message}</span>
        {/* Beside what is read out, or every second would be. */}
        {lockedFor > 0 && <span role="timer"> {t.signIn.lockedFor(countdown(lockedFor))}</span>}
      </div>
      <Button type="submit" variant="primary" disabled={working || lockedFor > 0}>
        {working ? t.signIn.working : t.signIn.submit}
      </Button>
    </form>
  );
}
