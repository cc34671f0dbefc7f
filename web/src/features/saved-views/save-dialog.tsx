import { useState, type FormEvent } from 'react';
import { t } from '@/shared/i18n';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { TextField } from '@/shared/ui/field';
import { useFocusOnMount } from '@/shared/ui/use-focus-on-mount';
import styles from './saved-views.module.css';

const LONGEST_NAME = 100;

interface SaveDialogProps {
  title: string;
  name?: string;
  /** Absent where sharing is not asked about. */
  shared?: boolean;
  /** True when it is done and the dialog may go. */
  onSave: (name: string, shared: boolean) => Promise<boolean>;
  onClose: () => void;
}

/** Asks for the name of a view, and who may see it. */
export function SaveDialog(props: SaveDialogProps) {
  const [name, setName] = useState(props.name ?? '');
  const [shared, setShared] = useState(props.shared ?? false);
  const [problem, setProblem] = useState('');
  const [field] = useFocusOnMount<HTMLInputElement>();
  const [saving, setSaving] = useState(false);

  const save = async () => {
    if (!name.trim()) {
      setProblem(t.savedViews.nameRequired);
      return;
    }
    setSaving(true);
    if (await props.onSave(name.trim(), shared)) props.onClose();
    else setSaving(false);
  };
  return (
    <Dialog title={props.title} width="narrow" onClose={props.onClose}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          ref={field}
          label={t.savedViews.name}
          placeholder={t.savedViews.namePlaceholder}
          value={name}
          error={problem}
          maxLength={LONGEST_NAME}
          autoComplete="off"
          onChange={(event) => {
            setName(event.target.value);
            setProblem('');
          }}
        />
        {props.shared !== undefined && (
          <label className={styles.share}>
            <input
              type="checkbox"
              checked={shared}
              onChange={(event) => {
                setShared(event.target.checked);
              }}
            />
            <span>
              {t.savedViews.sharedLabel}
              <span className={styles.hint}>{t.savedViews.sharedHint}</span>
            </span>
          </label>
        )}
        <div className={styles.buttons}>
          <Button onClick={props.onClose}>{t.common.cancel}</Button>
          <Button type="submit" variant="primary" disabled={saving}>
            {t.common.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
