import { Link } from 'wouter';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import styles from './account.module.css';
import { Section } from './section';

/** The way to one's API tokens and to what they are good for. */
export function TokensSection() {
  return (
    <Section title={t.account.tokens.title} text={t.account.tokens.text}>
      <div className={styles.line}>
        <Link href={paths.accountTokens}>{t.account.tokens.manage}</Link>
        <Link href={paths.reference}>{t.tokens.reference}</Link>
      </div>
    </Section>
  );
}
