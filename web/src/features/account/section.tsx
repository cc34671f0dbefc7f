import { useId, type ReactNode } from 'react';
import styles from './account.module.css';

interface SectionProps {
  title: string;
  text: string;
  children: ReactNode;
}

/** One matter of the account: what it is on the left, what there is to do on the right. */
export function Section({ title, text, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div>
        <h2 id={id} className={styles.heading}>
          {title}
        </h2>
        <p className={styles.soft}>{text}</p>
      </div>
      <div className={styles.card}>{children}</div>
    </section>
  );
}
