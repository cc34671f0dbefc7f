import { t } from '@/shared/i18n';
import { chooseNextPassword, type SignInResult } from '@/shared/session/authenticate';
import { PasswordPairForm } from './password-pair-form';

interface NextPasswordStepProps {
  username: string;
  sessionToken: string;
  onResult: (result: SignInResult, username: string) => void;
}

/** Asks for a password of one's own: at the first sign-in, and when the old one is too old. */
export function NextPasswordStep({ username, sessionToken, onResult }: NextPasswordStepProps) {
  return (
    <PasswordPairForm
      username={username}
      text={t.signIn.firstText}
      submit={t.signIn.choose}
      onPassword={async (password) => {
        onResult(await chooseNextPassword(sessionToken, password), username);
      }}
    />
  );
}
