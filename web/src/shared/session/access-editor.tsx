import type { Privilege } from '../api/types';
import { t } from '../i18n';
import { Choices } from '../ui/choices';
import styles from './access.module.css';
import { ACCESSES, AREAS, accessTo, mostToGive, withAccess, type Access } from './privileges';
import { useProfile } from './profile';

interface AccessEditorProps {
  label: string;
  /** Only heard: something above says it already. */
  hideLabel?: boolean;
  privileges: readonly Privilege[];
  onChange: (privileges: Privilege[]) => void;
  disabled?: boolean;
  error?: string | undefined;
}

/** Access area by area. What the reader does not have themselves is not there to give. */
export function AccessEditor(props: AccessEditorProps) {
  const { privileges, onChange, disabled = false, error } = props;
  const profile = useProfile();
  return (
    <div role="group" aria-label={props.label}>
      {!props.hideLabel && (
        <p className={styles.label} aria-hidden>
          {props.label}
        </p>
      )}
      <div className={styles.editor}>
        {AREAS.map((area) => {
          const most = ACCESSES.indexOf(mostToGive(profile, area));
          return (
            <div key={area} className={styles.area}>
              <span aria-hidden>{t.privileges.areas[area]}</span>
              <Choices<Access>
                as="segments"
                label={t.privileges.areas[area]}
                disabled={disabled}
                choices={ACCESSES.map((access, at) => ({
                  value: access,
                  label: t.privileges.accesses[access],
                  disabled: at > most,
                }))}
                value={accessTo(privileges, area)}
                onChange={(access) => {
                  onChange(withAccess(privileges, area, access));
                }}
              />
            </div>
          );
        })}
      </div>
      {error && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}
