import { Fragment } from 'react';
import { t } from '../i18n';
import { shownKeys } from '../keyboard/keys';
import styles from './keys.module.css';

/** A shortcut as keys of a keyboard. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {shownKeys(keys).map((group, at) => (
        <Fragment key={group.join()}>
          {at > 0 && <span className={styles.then}>{t.commands.then}</span>}
          {group.map((key) => (
            <kbd key={key} className={styles.key}>
              {key}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
