import { useRef, useState } from 'react';
import { t } from '@/shared/i18n';
import { classNames } from '@/shared/ui/class-names';
import { SearchBox } from '@/shared/ui/search-box';
import { MethodBadge } from './method-badge';
import { searched, type Group } from './operations';
import styles from './nav.module.css';
import { OVERVIEW } from './use-fragment';

interface OperationNavProps {
  groups: readonly Group[];
  current: string;
}

/** All calls by their paths, narrowed by what is typed. */
export function OperationNav({ groups, current }: OperationNavProps) {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const shown = searched(groups, text);
  return (
    <nav className={styles.nav} aria-label={t.reference.calls}>
      <div className={styles.navTop}>
        <SearchBox
          label={t.reference.search}
          input={input}
          text={text}
          onText={setText}
          onLeave={() => list.current?.querySelector('a')?.focus()}
        />
        <a
          href={`#${OVERVIEW}`}
          className={classNames(styles.navLink, current === OVERVIEW && styles.current)}
          aria-current={current === OVERVIEW ? 'page' : undefined}
        >
          {t.reference.overview}
        </a>
      </div>
      <div ref={list} className={styles.navList} data-searching={text !== ''}>
        {shown.map((group) => (
          <section key={group.name}>
            <h2 className={styles.navTitle}>{group.name}</h2>
            <ul>
              {group.operations.map(({ operationId, method, path }) => (
                <li key={operationId}>
                  <a
                    href={`#${operationId}`}
                    title={`${method.toUpperCase()} ${path}`}
                    className={classNames(
                      styles.navLink,
                      current === operationId && styles.current,
                    )}
                    aria-current={current === operationId ? 'page' : undefined}
                  >
                    <MethodBadge method={method} />
                    <span className={styles.navPath}>{path.replace(/^\/api/, '')}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
        {shown.length === 0 && <p className={styles.navEmpty}>{t.reference.noMatches}</p>}
      </div>
    </nav>
  );
}
