import { useState, type FormEvent } from 'react';
import { describeError } from '@/shared/api/describe-error';
import { t } from '@/shared/i18n';
import { verifySecondFactor } from '@/shared/session/authenticate';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import styles from './auth.module.css';

interface SecondFactorStepProps {
  username: string;
  onDone: () => void;
}

export function SecondFactorStep({ username, onDone }: SecondFactorStepProps) {
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState('');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem('');
    try {
      await verifySecondFactor(username, code.trim());
      onDone();
    } catch (error) {
      setProblem(describeError(error));
    }
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        void submit(event);
      }}
    >
      <TextField
        label={t.signIn.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        value={code}
        onChange={(event) => {
          setCode(event.target.value);
        }}
      />
      <div role="alert" className={problem ? styles.problem : undefined}>
        {problem}
      </div>
      <Button type="submit" variant="primary">
        {t.signIn.verify}
      </Button>
    </form>
  );
}
