import { addressOf } from '@/shared/base-path';
import type { ReactNode } from 'react';
import { t } from '@/shared/i18n';
import { CodedText } from './coded-text';
import { MethodBadge } from './method-badge';
import type { OpenApi } from './openapi';
import type { Group } from './operations';
import styles from './reference.module.css';

interface OverviewProps {
  document: OpenApi;
  groups: readonly Group[];
  /** A way to what is needed to call it. */
  action: ReactNode;
}

/** What the API is, how to sign in, and all its calls. */
export function Overview({ document, groups, action }: OverviewProps) {
  return (
    <article className={styles.operation}>
      <header className={styles.head}>
        <h2 className={styles.title}>{t.reference.overview}</h2>
        <p className={styles.intro}>
          <CodedText text={document.info.description ?? ''} />
        </p>
      </header>
      <section className={styles.part}>
        <h3 className={styles.partTitle}>{t.reference.signInTitle}</h3>
        <p className={styles.intro}>{t.reference.signInText}</p>
        <p className={styles.links}>
          {action}
          <a href={addressOf('/api/openapi.json')}>{t.reference.document}</a>
        </p>
      </section>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.name} className={styles.card}>
            <h3 className={styles.cardTitle}>{group.name}</h3>
            <p className={styles.text}>{group.description}</p>
            <ul>
              {group.operations.map((operation) => (
                <li key={operation.operationId}>
                  <a href={`#${operation.operationId}`} className={styles.call}>
                    <MethodBadge method={operation.method} />
                    <span>{operation.summary?.replace(/\.$/, '')}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </article>
  );
}
