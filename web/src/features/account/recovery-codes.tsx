import { t } from '@/shared/i18n';
import { Button } from '@/shared/ui/button';
import { Secret } from '@/shared/ui/secret';
import styles from './account.module.css';

interface RecoveryCodesProps {
  codes: readonly string[];
  onDone: () => void;
}

/** New recovery codes, shown this once. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const words = t.account.secondFactor;
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{words.codesText}</p>
      <Secret label={words.codes} text={codes.join('\n')} />
      <p className={styles.soft}>{t.secret.once}</p>
      <div className={styles.end}>
        <Button variant="primary" onClick={onDone}>
          {words.kept}
        </Button>
      </div>
    </div>
  );
}
