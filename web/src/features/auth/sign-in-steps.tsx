import { useState } from 'react';
import { t } from '@/shared/i18n';
import type { SignInResult } from '@/shared/session/authenticate';
import { Button } from '@/shared/ui/button';
import styles from './auth.module.css';
import { CredentialsStep } from './credentials-step';
import { ForgottenStep } from './forgotten-step';
import { NextPasswordStep } from './next-password-step';
import { SecondFactorStep } from './second-factor-step';

export type Step =
  | { kind: 'credentials' }
  | { kind: 'forgotten' }
  | { kind: 'next-password'; username: string; sessionToken: string }
  | { kind: 'second-factor'; username: string };

export function stepTitle(step: Step): string {
  switch (step.kind) {
    case 'credentials':
      return t.signIn.title;
    case 'forgotten':
      return t.signIn.forgottenTitle;
    case 'next-password':
      return t.signIn.firstTitle;
    case 'second-factor':
      return t.signIn.codeTitle;
  }
}

export function useSignInSteps(onDone: () => void) {
  const [step, setStep] = useState<Step>({ kind: 'credentials' });
  const onResult = (result: SignInResult, username: string) => {
    if (result.kind === 'signed-in') onDone();
    else if (result.kind === 'second-factor') setStep({ kind: 'second-factor', username });
    else setStep({ kind: 'next-password', username, sessionToken: result.sessionToken });
  };
  return { step, onStep: setStep, onResult };
}

interface SignInStepsProps {
  username?: string | undefined;
  step: Step;
  onStep: (step: Step) => void;
  onResult: (result: SignInResult, username: string) => void;
  onDone: () => void;
  /** Whether the way out for a forgotten password is offered. */
  mayForget?: boolean;
}

/** The way into a session, one question at a time. */
export function SignInSteps(props: SignInStepsProps) {
  const { username, step, onStep, onResult } = props;
  const begin = () => {
    onStep({ kind: 'credentials' });
  };
  switch (step.kind) {
    case 'credentials':
      return (
        <>
          <CredentialsStep username={username} onResult={onResult} />
          {props.mayForget && (
            <div className={styles.other}>
              <Button
                variant="quiet"
                size="small"
                onClick={() => {
                  onStep({ kind: 'forgotten' });
                }}
              >
                {t.signIn.forgotten}
              </Button>
            </div>
          )}
        </>
      );
    case 'forgotten':
      return <ForgottenStep onBack={begin} />;
    case 'next-password':
      return (
        <NextPasswordStep
          username={step.username}
          sessionToken={step.sessionToken}
          onResult={onResult}
        />
      );
    case 'second-factor':
      return <SecondFactorStep username={step.username} onResult={onResult} onBack={begin} />;
  }
}
