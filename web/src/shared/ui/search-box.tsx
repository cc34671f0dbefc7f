import { Search, X } from 'lucide-react';
import { useEffect, useState, type KeyboardEvent, type RefObject } from 'react';
import { t } from '../i18n';
import styles from './search-box.module.css';
import { useDebounced } from './use-debounced';

interface SearchBoxProps {
  label: string;
  input: RefObject<HTMLInputElement | null>;
  text: string;
  onText: (text: string) => void;
  /** Enter and arrow down go on to the rows. */
  onLeave: () => void;
}

const SETTLE_MS = 160;

/** Full-text search as one types. */
export function SearchBox({ label, input, text, onText, onLeave }: SearchBoxProps) {
  const [typed, setTyped] = useState(text);
  const [known, setKnown] = useState(text);
  const settled = useDebounced(typed, SETTLE_MS);

  // The view was changed from elsewhere: a link, a chip, the back button.
  if (known !== text) {
    setKnown(text);
    if (typed.trim() !== text) setTyped(text);
  }
  useEffect(() => {
    if (settled === typed && settled.trim() !== text) onText(settled.trim());
    // Only what is typed may lead here; a view from elsewhere must not be overwritten.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && typed) {
      event.preventDefault();
      setTyped('');
      onText('');
    } else if (['Enter', 'ArrowDown', 'Escape'].includes(event.key)) {
      event.preventDefault();
      onLeave();
    }
  };
  return (
    <div className={styles.search} role="search">
      <Search size={14} aria-hidden />
      <input
        ref={input}
        className={styles.input}
        type="text"
        inputMode="search"
        aria-label={label}
        placeholder={t.common.search}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      {typed && (
        <button
          type="button"
          className={styles.clear}
          aria-label={t.common.clear}
          onClick={() => {
            setTyped('');
            onText('');
            input.current?.focus();
          }}
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </div>
  );
}
