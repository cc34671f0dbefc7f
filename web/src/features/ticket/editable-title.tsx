import { useState, type KeyboardEvent } from 'react';
import { t } from '@/shared/i18n';
import styles from './ticket.module.css';

const LONGEST = 255;

interface EditableTitleProps {
  title: string;
  mayEdit: boolean;
  onSave: (title: string) => Promise<boolean>;
}

/**
 * The title; where it may be changed, the heading holds a text field that looks like it until it
 * has the focus.
 */
export function EditableTitle({ title, mayEdit, onSave }: EditableTitleProps) {
  const [typed, setTyped] = useState<string | null>(null);

  const submit = async () => {
    const wanted = typed?.trim().replace(/\s+/g, ' ') ?? '';
    if (!wanted || wanted === title) {
      setTyped(null);
      return;
    }
    // A refused title stays, so that it can be put right.
    if (await onSave(wanted)) setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      event.currentTarget.blur();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setTyped(null);
    }
  };
  if (!mayEdit) return <h1 className={styles.title}>{title}</h1>;
  return (
    <h1 className={styles.title}>
      <textarea
        className={styles.titleField}
        aria-label={t.ticket.title}
        rows={1}
        maxLength={LONGEST}
        value={typed ?? title}
        onChange={(event) => {
          setTyped(event.target.value.replace(/\n/g, ' '));
        }}
        onBlur={() => {
          void submit();
        }}
        onKeyDown={onKeyDown}
      />
    </h1>
  );
}
