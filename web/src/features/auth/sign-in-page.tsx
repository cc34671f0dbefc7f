import { AuthFrame } from './auth-frame';
import { SignInSteps, stepTitle, useSignInSteps } from './sign-in-steps';

export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  const steps = useSignInSteps(onSignedIn);
  return (
    <AuthFrame title={stepTitle(steps.step)}>
      <SignInSteps {...steps} onDone={onSignedIn} mayForget />
    </AuthFrame>
  );
}
