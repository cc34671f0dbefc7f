import { useState } from 'react';
import { ApiError } from '@/shared/api/api-error';
import { describeError } from '@/shared/api/describe-error';
import { t } from '@/shared/i18n';
import { verifySecondFactor, type SignInResult } from '@/shared/session/authenticate';
import { countdown } from '@/shared/time/dates';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { useFocusOnMount } from '@/shared/ui/use-focus-on-mount';
import styles from './auth.module.css';
import { useLockout } from './use-lockout';

interface SecondFactorStepProps {
  username: string;
  onResult: (result: SignInResult, username: string) => void;
  /** To begin anew: the right password counts for some minutes only. */
  onBack: () => void;
}

export function SecondFactorStep({ username, onResult, onBack }: SecondFactorStepProps) {
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState('');
  const [working, setWorking] = useState(false);
  const [lockedFor, lock] = useLockout();
  const [field, focusField] = useFocusOnMount<HTMLInputElement>();

  const verify = async () => {
    setProblem('');
    setWorking(true);
    try {
      onResult(await verifySecondFactor(username, code), username);
    } catch (error) {
      if (error instanceof ApiError && error.status === 429) lock(error.retryAfter ?? 30);
      else setProblem(describeError(error));
      setCode('');
      focusField();
    } finally {
      setWorking(false);
    }
  };
  const message = lockedFor > 0 ? t.signIn.locked : problem;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void verify();
      }}
    >
      <TextField
        ref={field}
        label={t.signIn.code}
        hint={t.signIn.codeHint}
        name="totp_code"
        inputMode="text"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={code}
        onChange={(event) => {
          setCode(event.target.value);
        }}
      />
      <div className={message ? styles.problem : undefined}>
        <span role="alert">{message}</span>
        {lockedFor > 0 && <span role="timer"> {t.signIn.lockedFor(countdown(lockedFor))}</span>}
      </div>
      <Button type="submit" variant="primary" disabled={working || lockedFor > 0}>
        {t.signIn.verify}
      </Button>
      <div className={styles.other}>
        <Button variant="quiet" size="small" onClick={onBack}>
          {t.signIn.backToSignIn}
        </Button>
      </div>
    </form>
  );
}
