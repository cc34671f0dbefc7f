import { useState, type FormEvent } from 'react';
import { t } from '@/shared/i18n';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { useFocusOnMount } from '@/shared/ui/use-focus-on-mount';
import styles from './filter.module.css';

interface ExpressionEditorProps {
  expression: string;
  onChange: (expression: string) => void;
}

/** A filter expression of the API, for what chips cannot say. */
export function ExpressionEditor({ expression, onChange }: ExpressionEditorProps) {
  const [text, setText] = useState(expression);
  const [input] = useFocusOnMount<HTMLInputElement>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(text.trim());
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField
        ref={input}
        label={t.list.filter.expression}
        value={text}
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value);
        }}
      />
      <p className={styles.hint}>{t.list.filter.expressionHint}</p>
      <Button type="submit" variant="primary" size="small">
        {t.list.filter.apply}
      </Button>
    </form>
  );
}
