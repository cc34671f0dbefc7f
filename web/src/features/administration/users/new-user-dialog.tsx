import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@/shared/i18n';
import { refreshRecords } from '@/shared/records/use-record-list';
import { useSubmission } from '@/shared/records/use-submission';
import { Button } from '@/shared/ui/button';
import { Choices } from '@/shared/ui/choices';
import { Dialog } from '@/shared/ui/dialog';
import { TextField } from '@/shared/ui/field';
import { Form, FormButtons } from '@/shared/ui/form';
import { Secret } from '@/shared/ui/secret';
import { showToast } from '@/shared/ui/toasts';
import styles from './users.module.css';
import { createUser, USERS, type NewUser } from './user-api';
import { BLANK, newUser, suggestedUsername, userLabels } from './user-draft';
import { UserFields } from './user-fields';

type FirstPassword = 'one-time' | 'chosen';

function HandOver({ user, onClose }: { user: NewUser; onClose: () => void }) {
  const words = t.administration.users;
  return (
    <div className={styles.handOver}>
      <p>{words.handOver(user['User Fullname'])}</p>
      <Secret label={words.initialPassword} text={user['Initial Password'] ?? ''} />
      <p className={styles.soft}>{t.secret.once}</p>
      <div className={styles.end}>
        <Button variant="primary" onClick={onClose}>
          {t.records.done}
        </Button>
      </div>
    </div>
  );
}

interface PasswordChoiceProps {
  how: FirstPassword;
  onHow: (how: FirstPassword) => void;
  password: string;
  onPassword: (password: string) => void;
  error: string | undefined;
}

function PasswordChoice({ how, onHow, password, onPassword, error }: PasswordChoiceProps) {
  const words = t.administration.users;
  return (
    <>
      <Choices<FirstPassword>
        label={words.password}
        choices={[
          { value: 'one-time', label: words.oneTime, hint: words.oneTimeHint },
          { value: 'chosen', label: words.chosen, hint: words.chosenHint },
        ]}
        value={how}
        onChange={onHow}
      />
      {how === 'chosen' && (
        <TextField
          label={words.newPassword}
          type="password"
          autoComplete="new-password"
          required
          hint={words.passwordHint}
          error={error}
          value={password}
          onChange={(event) => {
            onPassword(event.target.value);
          }}
        />
      )}
    </>
  );
}

function useNewUser() {
  const client = useQueryClient();
  const [draft, setDraft] = useState(BLANK);
  const [how, setHow] = useState<FirstPassword>('one-time');
  const [password, setPassword] = useState('');
  const submission = useSubmission({
    ...userLabels(),
    Password: t.administration.users.newPassword,
  });
  const create = async () => {
    const sent = newUser(draft);
    const made = await createUser(how === 'chosen' ? { ...sent, Password: password } : sent);
    await Promise.all([
      refreshRecords(client, USERS),
      client.invalidateQueries({ queryKey: ['people'] }),
    ]);
    return made;
  };
  return { draft, setDraft, how, setHow, password, setPassword, create, ...submission };
}

/** Adds a user. A one-time password is shown at the end, this once. */
export function NewUserDialog({ onClose }: { onClose: () => void }) {
  const { draft, setDraft, problems, ...form } = useNewUser();
  const [made, setMade] = useState<NewUser | null>(null);
  const words = t.administration.users;

  const submit = () =>
    form.submit(async () => {
      const user = await form.create();
      if (user['Initial Password']) {
        setMade(user);
        return;
      }
      showToast({ text: words.created(user['User Fullname']), tone: 'good' });
      onClose();
    });
  return (
    <Dialog
      title={made ? words.created(made['User Fullname']) : words.new}
      dismissable={!made}
      onClose={onClose}
    >
      {made ? (
        <HandOver user={made} onClose={onClose} />
      ) : (
        <Form
          problem={problems.general}
          refusal={problems}
          onSubmit={() => void submit()}
          foot={<FormButtons submit={words.create} working={form.working} onCancel={onClose} />}
        >
          <UserFields
            draft={draft}
            errors={problems.byField}
            roleNow={null}
            onChange={(change) => {
              setDraft({ ...draft, ...change });
            }}
            onEmailLeft={() => {
              const Username = draft.Username || suggestedUsername(draft['User Email']);
              setDraft({ ...draft, Username });
            }}
          />
          <PasswordChoice
            how={form.how}
            onHow={form.setHow}
            password={form.password}
            onPassword={form.setPassword}
            error={problems.byField.Password}
          />
        </Form>
      )}
    </Dialog>
  );
}
