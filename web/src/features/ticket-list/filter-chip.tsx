import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { t } from '@/shared/i18n';
import { Popover } from '@/shared/ui/popover';
import styles from './filter.module.css';

interface FilterChipProps {
  field: string;
  verb: string;
  text: string;
  onRemove: () => void;
  editor: (close: () => void) => ReactNode;
}

/** One condition: a button that edits it, and one that removes it. */
export function FilterChip({ field, verb, text, onRemove, editor }: FilterChipProps) {
  const [open, setOpen] = useState(false);
  return (
    <span className={styles.chip}>
      <Popover
        label={t.list.filter.edit(field)}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <button type="button" className={styles.chipMain}>
            <span className={styles.chipField}>{field}</span> {verb}{' '}
            <span className={styles.chipText}>{text}</span>
          </button>
        }
      >
        {editor(() => {
          setOpen(false);
        })}
      </Popover>
      <button
        type="button"
        className={styles.chipRemove}
        aria-label={t.list.filter.remove(field)}
        onClick={onRemove}
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  );
}
