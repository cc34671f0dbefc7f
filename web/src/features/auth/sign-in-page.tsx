import { t } from '@/shared/i18n';
import { Logo } from '@/shared/ui/logo';
import { useTitle } from '@/shared/ui/use-title';
import styles from './auth.module.css';
import { SignInSteps, stepTitle, useSignInSteps } from './sign-in-steps';

export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  const { step, onResult } = useSignInSteps(onSignedIn);
  useTitle(stepTitle(step));
  return (
    <main className={styles.page}>
      <div className={styles.brand}>
        <Logo size={36} />
        <div>
          <p className={styles.product}>{t.product}</p>
          <p className={styles.tagline}>{t.tagline}</p>
        </div>
      </div>
      <section className={styles.card}>
        <h1 className={styles.title}>{stepTitle(step)}</h1>
        <SignInSteps step={step} onResult={onResult} onDone={onSignedIn} />
      </section>
    </main>
  );
}
