import { addressOf } from '@/shared/base-path';
import { Link } from 'wouter';
import { ReferenceView } from '@/features/api-reference/reference-view';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useTitle } from '@/shared/ui/use-title';
import styles from './reference-page.module.css';

/** The reference within the page, for who is signed in. */
export function ReferencePage() {
  useTitle(t.reference.title);
  return (
    <ReferenceView
      action={<Link href={`${paths.accountTokens}?open=new`}>{t.reference.makeToken}</Link>}
    />
  );
}

/** The same for who is not. */
export function PublicReferencePage() {
  useTitle(t.reference.title);
  return (
    <main className={styles.public}>
      <ReferenceView action={<a href={addressOf(paths.tickets())}>{t.reference.goToSignIn}</a>} />
    </main>
  );
}
