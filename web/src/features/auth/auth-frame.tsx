import type { ReactNode } from 'react';
import { t } from '@/shared/i18n';
import { Logo } from '@/shared/ui/logo';
import { useTitle } from '@/shared/ui/use-title';
import styles from './auth.module.css';

interface AuthFrameProps {
  title: string;
  children: ReactNode;
}

/** What stands around everything that is asked outside a session. */
export function AuthFrame({ title, children }: AuthFrameProps) {
  useTitle(title);
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
        <h1 className={styles.title}>{title}</h1>
        {children}
      </section>
    </main>
  );
}
