import { t } from '@/shared/i18n';
import styles from './account.module.css';
import { AppearanceSection } from './appearance-section';
import { PasswordSection } from './password-section';
import { ProfileSection } from './profile-section';
import { SecondFactorSection } from './second-factor-section';
import { SessionsSection } from './sessions-section';
import { TokensSection } from './tokens-section';

/** One's own account, matter by matter. */
export function AccountView() {
  return (
    <div className={styles.page}>
      <div className={styles.inner}>
        <h1 className={styles.title}>{t.account.title}</h1>
        <ProfileSection />
        <PasswordSection />
        <SecondFactorSection />
        <SessionsSection />
        <AppearanceSection />
        <TokensSection />
      </div>
    </div>
  );
}
