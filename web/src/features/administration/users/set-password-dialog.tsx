import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { User } from '@/shared/api/account-types';
import { t } from '@/shared/i18n';
import { refreshRecords } from '@/shared/records/use-record-list';
import { useSubmission } from '@/shared/records/use-submission';
import { Dialog } from '@/shared/ui/dialog';
import { TextField } from '@/shared/ui/field';
import { Form, FormButtons } from '@/shared/ui/form';
import { showToast } from '@/shared/ui/toasts';
import { changeUser, USERS } from './user-api';
import styles from './users.module.css';

interface SetPasswordDialogProps {
  user: User;
  onClose: () => void;
}

/** Gives a user another password. */
export function SetPasswordDialog({ user, onClose }: SetPasswordDialogProps) {
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const words = t.administration.users;
  const { working, problems, submit } = useSubmission({ Password: words.newPassword });
  const name = user['User Fullname'];
  const set = async () => {
    const done = await submit(async () => {
      await changeUser(user.id, { Password: password });
    });
    if (!done) return;
    showToast({ text: words.setPasswordDone(name), tone: 'good' });
    onClose();
    await refreshRecords(client, USERS);
  };
  return (
    <Dialog title={words.setPasswordTitle(name)} width="narrow" onClose={onClose}>
      <Form
        problem={problems.general}
        refusal={problems}
        onSubmit={() => void set()}
        foot={<FormButtons submit={words.setPasswordAction} working={working} onCancel={onClose} />}
      >
        <p className={styles.soft}>{words.setPasswordText}</p>
        <TextField
          label={words.newPassword}
          type="password"
          autoComplete="new-password"
          required
          hint={words.passwordHint}
          error={problems.byField.Password}
          value={password}
          onChange={(event) => {
            setPassword(event.target.value);
          }}
        />
      </Form>
    </Dialog>
  );
}
