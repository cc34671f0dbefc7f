import { Copy } from 'lucide-react';
import { t } from '@/shared/i18n';
import { CodeBlock } from '@/shared/ui/code-block';
import { IconButton } from '@/shared/ui/icon-button';
import { showToast } from '@/shared/ui/toasts';
import styles from './reference.module.css';

/** Copies where the browser lets it; says so. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ text: done, tone: 'good' });
  } catch {
    showToast({ text: t.secret.byHand, tone: 'bad' });
  }
}

/** A piece of code to look at and to copy. */
export function Sample({ title, code }: { title: string; code: string }) {
  return (
    <figure className={styles.sample}>
      <figcaption className={styles.sampleHead}>
        {title}
        <IconButton
          label={`${t.secret.copy}: ${title}`}
          size="small"
          onClick={() => {
            void copyText(code, t.common.copied);
          }}
        >
          <Copy size={13} aria-hidden />
        </IconButton>
      </figcaption>
      <CodeBlock label={t.reference.example(title)} code={code} />
    </figure>
  );
}
