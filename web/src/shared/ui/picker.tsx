import { Check } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { fold, foldedWords } from '../fold';
import { t } from '../i18n';
import { classNames } from './class-names';
import styles from './picker.module.css';
import { useFocusOnMount } from './use-focus-on-mount';

export interface Choice {
  value: string;
  label: string;
  content?: ReactNode;
  /** How many there are, shown at the end of the line. */
  count?: number | undefined;
  /** More words that find it. */
  keywords?: string | undefined;
}

interface PickerProps {
  label: string;
  choices: readonly Choice[];
  selected: readonly string[];
  /** Several may be ticked; choosing then leaves the list open. */
  multiple?: boolean;
  onChoose: (value: string) => void;
  /** The choices come from a search elsewhere: what is typed is handed out, not matched here. */
  onSearch?: (text: string) => void;
  /** What is typed may itself be chosen. */
  allowsOther?: (text: string) => string | null;
  loading?: boolean;
}

function beginsWords(label: string, words: readonly string[]): boolean {
  const labels = label.split(/[\s/.,()-]+/);
  return words.every((word) => labels.some((each) => each.startsWith(word)));
}

/**
 * Choices for these words: each must be somewhere in the label or the further words. First come those in
 * whose label each begins a word, in their order: "board" finds the board before the dashboard.
 */
export function matching(choices: readonly Choice[], text: string): readonly Choice[] {
  const words = foldedWords(text);
  const found = choices.filter((choice) => {
    const haystack = fold(`${choice.label} ${choice.keywords ?? ''} ${choice.value}`);
    return words.every((word) => haystack.includes(word));
  });
  const begun = new Set(found.filter(({ label }) => beginsWords(fold(label), words)));
  return [...begun, ...found.filter((choice) => !begun.has(choice))];
}

function withOther(shown: readonly Choice[], other: string | null): readonly Choice[] {
  if (other === null || shown.some((choice) => choice.value === other)) return shown;
  return [...shown, { value: other, label: other, content: `“${other}”` }];
}

interface PickerKeys {
  at: number;
  count: number;
  onMove: (to: number) => void;
  onChoose: () => void;
}

function pickerKeys({ at, count, onMove, onChoose }: PickerKeys) {
  return (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1 };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      onMove(Math.max(0, Math.min(count - 1, to)));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onChoose();
    }
  };
}

/**
 * A searchable list of choices, worked from its text field: arrows move, Enter chooses.
 * It stands inside a popover or dialog, which gives it focus and closes it.
 */
export function Picker(props: PickerProps) {
  const { choices, selected, multiple = false, onChoose, onSearch } = props;
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const [search] = useFocusOnMount<HTMLInputElement>();

  const matched = onSearch ? choices : matching(choices, text);
  const shown = withOther(matched, text.trim() ? (props.allowsOther?.(text.trim()) ?? null) : null);
  const at = Math.min(active, shown.length - 1);
  const onKeyDown = pickerKeys({
    at,
    count: shown.length,
    onMove: setActive,
    onChoose: () => {
      const choice = shown[at];
      if (choice) onChoose(choice.value);
    },
  });

  return (
    <div className={styles.picker}>
      <input
        ref={search}
        className={styles.search}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={shown[at] ? `${listId}-${String(at)}` : undefined}
        aria-label={props.label}
        placeholder={props.label}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          onSearch?.(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <ul
        id={listId}
        className={styles.list}
        role="listbox"
        aria-label={props.label}
        aria-multiselectable={multiple}
      >
        {shown.map((choice, index) => (
          <PickerOption
            key={choice.value}
            id={`${listId}-${String(index)}`}
            choice={choice}
            active={index === at}
            selected={selected.includes(choice.value)}
            multiple={multiple}
            onPoint={() => {
              setActive(index);
            }}
            onChoose={onChoose}
          />
        ))}
      </ul>
      {shown.length === 0 && (
        <p className={styles.empty}>{props.loading ? t.common.loading : t.common.noMatches}</p>
      )}
    </div>
  );
}

interface PickerOptionProps {
  id: string;
  choice: Choice;
  active: boolean;
  selected: boolean;
  multiple: boolean;
  onPoint: () => void;
  onChoose: (value: string) => void;
}

function PickerOption(props: PickerOptionProps) {
  const { choice, active, selected, multiple } = props;
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (active) item.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    // The text field keeps the focus and has the keys; the pointer comes on top.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <li
      ref={item}
      id={props.id}
      role="option"
      aria-selected={selected}
      className={classNames(styles.option, active && styles.active)}
      onPointerMove={props.onPoint}
      onPointerDown={(event) => {
        event.preventDefault();
      }}
      onClick={() => {
        props.onChoose(choice.value);
      }}
    >
      <span className={classNames(multiple ? styles.box : styles.tick, selected && styles.on)}>
        {selected && <Check size={12} strokeWidth={3} aria-hidden />}
      </span>
      <span className={styles.content}>{choice.content ?? choice.label}</span>
      {choice.count !== undefined && <span className={styles.count}>{choice.count}</span>}
    </li>
  );
}
