import type { Privilege } from '../api/types';
import { t } from '../i18n';
import { Mark } from '../ui/mark';
import styles from './access.module.css';
import { AREAS, accessTo } from './privileges';

/** A set of privileges in words: one mark for each area that it opens. */
export function AccessMarks({ privileges }: { privileges: readonly Privilege[] }) {
  const given = AREAS.flatMap((area) => {
    const access = accessTo(privileges, area);
    return access === 'None' ? [] : [{ area, access }];
  });
  if (given.length === 0) return <Mark>{t.privileges.nothing}</Mark>;
  return (
    <span className={styles.marks}>
      {given.map(({ area, access }) => (
        <Mark key={area} tone={access === 'Edit' ? 'info' : 'plain'}>
          {t.privileges.inArea(t.privileges.areas[area], t.privileges.accesses[access])}
        </Mark>
      ))}
    </span>
  );
}
