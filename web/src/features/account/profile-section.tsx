import { t } from '@/shared/i18n';
import { AccessMarks } from '@/shared/session/access-text';
import { isSuperuser } from '@/shared/session/privileges';
import { useProfile } from '@/shared/session/profile';
import { Mark } from '@/shared/ui/mark';
import styles from './account.module.css';
import { Section } from './section';

/** Who one is to the others. */
export function ProfileSection() {
  const profile = useProfile();
  const words = t.account.profile;
  return (
    <Section title={words.title} text={words.text}>
      <dl className={styles.facts}>
        <dt>{words.name}</dt>
        <dd>{profile['User Fullname']}</dd>
        <dt>{words.username}</dt>
        <dd>{profile.Username}</dd>
        <dt>{words.email}</dt>
        <dd>{profile['User Email']}</dd>
        <dt>{words.role}</dt>
        <dd>{profile['Role Name']}</dd>
        <dt>{words.access}</dt>
        <dd>
          {isSuperuser(profile) ? (
            <Mark tone="info">{t.privileges.everything}</Mark>
          ) : (
            <AccessMarks privileges={profile.Privileges} />
          )}
        </dd>
      </dl>
    </Section>
  );
}
