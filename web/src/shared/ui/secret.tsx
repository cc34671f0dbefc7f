import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { t } from '../i18n';
import { Button } from './button';
import styles from './secret.module.css';

interface SecretProps {
  /** What it is: its name for everybody. */
  label: string;
  text: string;
}

async function copy(text: string, field: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without HTTPS there is no clipboard: selected, the text can be copied by hand.
    const selection = getSelection();
    if (field) selection?.selectAllChildren(field);
    return false;
  }
}

/** Something that is shown once: to be copied, then gone. */
export function Secret({ label, text }: SecretProps) {
  const [state, setState] = useState<'' | 'copied' | 'by-hand'>('');
  const [field, setField] = useState<HTMLElement | null>(null);
  const onCopy = async () => {
    setState((await copy(text, field)) ? 'copied' : 'by-hand');
  };
  const said = { '': '', copied: t.common.copied, 'by-hand': t.secret.byHand };
  return (
    <div className={styles.secret}>
      <div className={styles.line} role="group" aria-label={label}>
        <code ref={setField} className={styles.text}>
          {text}
        </code>
        <Button
          size="small"
          variant="primary"
          onClick={() => {
            void onCopy();
          }}
        >
          {state === 'copied' ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          {t.secret.copy}
        </Button>
      </div>
      <span role="status" className={styles.said}>
        {said[state]}
      </span>
    </div>
  );
}
