import { addressOf } from '@/shared/base-path';
import { useEffect, useState } from 'react';
import { t } from '@/shared/i18n';
import { resetPassword } from '@/shared/session/authenticate';
import styles from './auth.module.css';
import { AuthFrame } from './auth-frame';
import { PasswordPairForm } from './password-pair-form';

/** The token of the link, which stands behind the # so that no server and no log sees it. */
function tokenOfLink(): string {
  return new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
}

function ToSignIn() {
  return (
    <p className={styles.other}>
      {/* Begins anew: whoever is signed in here may no longer be. */}
      <a href={addressOf('/')}>{t.signIn.backToSignIn}</a>
    </p>
  );
}

/** Where the link of a mail leads to: another password is chosen, then one signs in with it. */
export function ResetPasswordPage() {
  const [token] = useState(tokenOfLink);
  const [done, setDone] = useState(false);
  useEffect(() => {
    // Nobody who looks at the address or goes back in it later finds the token.
    history.replaceState(history.state, '', location.pathname);
  }, []);

  if (done) {
    return (
      <AuthFrame title={t.signIn.resetDoneTitle}>
        <p role="status" className={styles.text}>
          {t.signIn.resetDoneText}
        </p>
        <ToSignIn />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t.signIn.resetTitle}>
      {token ? (
        <PasswordPairForm
          text={t.signIn.resetText}
          submit={t.signIn.resetSubmit}
          onPassword={async (password) => {
            await resetPassword(token, password);
            setDone(true);
          }}
        />
      ) : (
        <p className={styles.text}>{t.signIn.resetNoToken}</p>
      )}
      <ToSignIn />
    </AuthFrame>
  );
}
