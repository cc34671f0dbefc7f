import { useState, type FormEvent } from 'react';
import { t } from '@/shared/i18n';
import { FIELD_KINDS, type Condition } from '@/shared/tickets/view-query';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { useFocusOnMount } from '@/shared/ui/use-focus-on-mount';
import type { ConditionEditorProps } from './choice-editor';
import styles from './filter.module.css';

function textOf(condition: Condition | null): string {
  if (condition?.kind === 'contains') return condition.text;
  return condition?.kind === 'any-of' ? condition.values.join(',') : '';
}

/** Words that a text contains; for numbers and ids the values themselves. */
export function TextEditor({
  field,
  condition,
  onChange,
  onDone,
}: ConditionEditorProps & { onDone: () => void }) {
  const [text, setText] = useState(textOf(condition));
  const [input] = useFocusOnMount<HTMLInputElement>();
  const exact = FIELD_KINDS[field] === 'number' || field === 'id';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const trimmed = text.trim();
    if (!trimmed) onChange(null);
    else if (exact) {
      const values = trimmed.split(/[\s,]+/).filter(Boolean);
      onChange({ kind: 'any-of', values, negated: false });
    } else onChange({ kind: 'contains', text: trimmed, negated: false });
    onDone();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField
        ref={input}
        label={`${t.fields[field]}: ${exact ? t.list.filter.valuesLabel : t.list.filter.textLabel}`}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
        }}
      />
      <Button type="submit" variant="primary" size="small">
        {t.list.filter.apply}
      </Button>
    </form>
  );
}
