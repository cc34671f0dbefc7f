import { useState } from 'react';
import { t } from '@/shared/i18n';
import type { SignInResult } from '@/shared/session/authenticate';
import { CredentialsStep } from './credentials-step';
import { FirstPasswordStep } from './first-password-step';
import { SecondFactorStep } from './second-factor-step';

export type Step =
  | { kind: 'credentials' }
  | { kind: 'first-password'; username: string; sessionToken: string }
  | { kind: 'second-factor'; username: string };

export function stepTitle(step: Step): string {
  switch (step.kind) {
    case 'credentials':
      return t.signIn.title;
    case 'first-password':
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
    else setStep({ kind: 'first-password', username, sessionToken: result.sessionToken });
  };
  return { step, onResult };
}

interface SignInStepsProps {
  username?: string | undefined;
  step: Step;
  onResult: (result: SignInResult, username: string) => void;
  onDone: () => void;
}

/** The way into a session, one question at a time. */
export function SignInSteps({ username, step, onResult, onDone }: SignInStepsProps) {
  switch (step.kind) {
    case 'credentials':
      return <CredentialsStep username={username} onResult={onResult} />;
    case 'first-password':
      return (
        <FirstPasswordStep
          username={step.username}
          sessionToken={step.sessionToken}
          onDone={onDone}
        />
      );
    case 'second-factor':
      return <SecondFactorStep username={step.username} onDone={onDone} />;
  }
}
