import { useState } from 'react';
import type { EditableField, TicketPatch } from '../api/types';
import { t } from '../i18n';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import styles from './conflict.module.css';
import type { Conflict } from './merge-patch';
import type { ConflictState } from './saving';

type Choice = 'theirs' | 'mine' | 'merged';

function shown(value: Conflict['mine']): string {
  if (Array.isArray(value)) return value.join(', ');
  return value === null || value === '' ? t.common.none : String(value);
}

interface ConflictFieldProps {
  conflict: Conflict;
  choice: Choice;
  onChoice: (choice: Choice) => void;
  text: string;
  onText: (text: string) => void;
}

function ConflictField({ conflict, choice, onChoice, text, onText }: ConflictFieldProps) {
  const options: [Choice, string, string][] = [
    ['theirs', t.ticket.conflict.theirs, shown(conflict.theirs)],
    ['mine', t.ticket.conflict.mine, shown(conflict.mine)],
  ];
  if (conflict.merged !== undefined) {
    options.push(['merged', t.ticket.conflict.merged, t.ticket.conflict.mergedText]);
  }
  return (
    <fieldset className={styles.field}>
      <legend className={styles.name}>{t.fields[conflict.field]}</legend>
      {options.map(([value, name, content]) => (
        <label key={value} className={styles.option}>
          <input
            type="radio"
            name={conflict.field}
            checked={choice === value}
            onChange={() => {
              onChoice(value);
            }}
          />
          <span className={styles.whose}>{name}</span>
          <span className={styles.value}>{content}</span>
        </label>
      ))}
      {choice === 'merged' && (
        <textarea
          className={styles.merged}
          aria-label={t.ticket.conflict.mergedText}
          rows={8}
          value={text}
          onChange={(event) => {
            onText(event.target.value);
          }}
        />
      )}
    </fieldset>
  );
}

interface ConflictDialogProps {
  conflict: ConflictState;
  onResolve: (patch: TicketPatch) => void;
  onClose: () => void;
}

/** Shows what somebody else saved beside what one wanted, and saves what is chosen. */
export function ConflictDialog({ conflict, onResolve, onClose }: ConflictDialogProps) {
  const [choices, setChoices] = useState<Partial<Record<EditableField, Choice>>>({});
  const [texts, setTexts] = useState<Partial<Record<EditableField, string>>>({});
  const choiceOf = ({ field, merged }: Conflict): Choice =>
    choices[field] ?? (merged === undefined ? 'mine' : 'merged');
  const textOf = ({ field, merged }: Conflict) => texts[field] ?? merged ?? '';

  const resolve = () => {
    const chosen = conflict.conflicts.flatMap((each) => {
      const choice = choiceOf(each);
      if (choice === 'theirs') return [];
      return [[each.field, choice === 'mine' ? each.mine : textOf(each)] as const];
    });
    onResolve({ ...conflict.patch, ...(Object.fromEntries(chosen) as TicketPatch) });
  };
  return (
    <Dialog title={t.ticket.conflict.title} width="wide" dismissable={false} onClose={onClose}>
      <p className={styles.text}>{t.ticket.conflict.text}</p>
      {conflict.conflicts.map((each) => (
        <ConflictField
          key={each.field}
          conflict={each}
          choice={choiceOf(each)}
          onChoice={(choice) => {
            setChoices({ ...choices, [each.field]: choice });
          }}
          text={textOf(each)}
          onText={(text) => {
            setTexts({ ...texts, [each.field]: text });
          }}
        />
      ))}
      <div className={styles.buttons}>
        <Button
          variant="quiet"
          onClick={() => {
            onResolve(conflict.patch);
          }}
        >
          {t.ticket.conflict.discard}
        </Button>
        <Button variant="primary" onClick={resolve}>
          {t.ticket.conflict.save}
        </Button>
      </div>
    </Dialog>
  );
}
