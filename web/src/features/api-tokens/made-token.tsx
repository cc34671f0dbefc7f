import { addressOf } from '@/shared/base-path';
import { t } from '@/shared/i18n';
import { Button } from '@/shared/ui/button';
import { CodeBlock } from '@/shared/ui/code-block';
import { Secret } from '@/shared/ui/secret';
import type { MadeToken } from './token-api';
import styles from './tokens.module.css';

function example(token: MadeToken): string {
  const shortened = `${token.Token.slice(0, 8)}…`;
  const address = location.origin + addressOf('/api/profile');
  return `curl -H 'Authorization: Bearer ${shortened}' \\\n     ${address}`;
}

/** The text of a new token, and how a script sends it. */
export function MadeTokenView({ token, onClose }: { token: MadeToken; onClose: () => void }) {
  return (
    <div className={styles.made}>
      <p>{t.tokens.made(token.Name)}</p>
      <Secret label={t.tokens.text} text={token.Token} />
      <p className={styles.soft}>{t.secret.once}</p>
      <p className={styles.soft}>{t.tokens.example}</p>
      <CodeBlock label={t.tokens.example} code={example(token)} />
      <div className={styles.end}>
        <Button variant="primary" onClick={onClose}>
          {t.records.done}
        </Button>
      </div>
    </div>
  );
}
