import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '@/shared/api/client';
import { t } from '@/shared/i18n';
import { useSubmission } from '@/shared/records/use-submission';
import { profileQuery, useProfile } from '@/shared/session/profile';
import { exactTime } from '@/shared/time/dates';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { TextField } from '@/shared/ui/field';
import { Form, FormButtons } from '@/shared/ui/form';
import { showToast } from '@/shared/ui/toasts';
import styles from './account.module.css';
import { Section } from './section';

const BLANK = { old_password: '', new_password: '', repeated: '' };

function usePasswordForm(onDone: () => void) {
  const client = useQueryClient();
  const words = t.account.password;
  const [draft, setDraft] = useState(BLANK);
  const { setProblems, submit, ...submission } = useSubmission({
    old_password: words.current,
    new_password: words.next,
  });
  const change = async () => {
    if (draft.new_password !== draft.repeated) {
      setProblems({ general: '', byField: { repeated: t.signIn.mismatch } });
      return;
    }
    const { old_password, new_password } = draft;
    const done = await submit(async () => {
      await call('POST', '/api/change-password', { body: { old_password, new_password } });
    });
    if (!done) return;
    showToast({ text: words.done, tone: 'good' });
    onDone();
    await client.invalidateQueries({ queryKey: ['sessions'] });
    await client.invalidateQueries({ queryKey: profileQuery.queryKey });
  };
  return { draft, setDraft, change, ...submission };
}

function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { Username } = useProfile();
  const { draft, setDraft, change, problems, working } = usePasswordForm(onClose);
  const words = t.account.password;
  const field = (name: keyof typeof BLANK) => ({
    type: 'password',
    required: true,
    value: draft[name],
    error: problems.byField[name],
    onChange: (event: { target: { value: string } }) => {
      setDraft({ ...draft, [name]: event.target.value });
    },
  });
  return (
    <Dialog title={words.changeTitle} width="narrow" onClose={onClose}>
      <Form
        problem={problems.general}
        refusal={problems}
        onSubmit={() => void change()}
        foot={<FormButtons submit={words.submit} working={working} onCancel={onClose} />}
      >
        <input type="hidden" name="username" autoComplete="username" value={Username} />
        <TextField
          label={words.current}
          autoComplete="current-password"
          {...field('old_password')}
        />
        <TextField
          label={words.next}
          autoComplete="new-password"
          hint={words.hint}
          {...field('new_password')}
        />
        <TextField label={words.repeat} autoComplete="new-password" {...field('repeated')} />
      </Form>
    </Dialog>
  );
}

/** One's own password. */
export function PasswordSection() {
  const [changing, setChanging] = useState(false);
  const expires = useProfile()['Password Expiration'];
  const words = t.account.password;
  return (
    <Section title={words.title} text={words.text}>
      <div className={styles.line}>
        <span className={styles.grow}>{expires && words.expires(exactTime(expires))}</span>
        <Button
          size="small"
          onClick={() => {
            setChanging(true);
          }}
        >
          {words.change}
        </Button>
      </div>
      {changing && (
        <PasswordDialog
          onClose={() => {
            setChanging(false);
          }}
        />
      )}
    </Section>
  );
}
