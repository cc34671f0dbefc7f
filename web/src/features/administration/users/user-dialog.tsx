import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { User, UserStatus } from '@/shared/api/account-types';
import { t } from '@/shared/i18n';
import { RecordDialog } from '@/shared/records/record-dialog';
import { unwrapData, useRecord } from '@/shared/records/use-record';
import { refreshRecords } from '@/shared/records/use-record-list';
import { useSubmission } from '@/shared/records/use-submission';
import { profileQuery, useProfile } from '@/shared/session/profile';
import { Choices } from '@/shared/ui/choices';
import { Form, FormButtons } from '@/shared/ui/form';
import { showToast } from '@/shared/ui/toasts';
import { changeUser, USERS } from './user-api';
import { changesOf, draftOf, userLabels } from './user-draft';
import { UserFields } from './user-fields';
import { hindrance } from './user-rights';
import styles from './users.module.css';

interface UserFormProps {
  user: User;
  onClose: () => void;
}

function useUserForm(user: User) {
  const client = useQueryClient();
  const profile = useProfile();
  const [draft, setDraft] = useState(() => draftOf(user));
  const [status, setStatus] = useState<UserStatus>(user['User Status']);
  const submission = useSubmission(userLabels());
  const save = async () => {
    const change = {
      ...changesOf(user, draft),
      ...(status === user['User Status'] ? {} : { 'User Status': status }),
    };
    if (Object.keys(change).length === 0) return;
    const saved = await changeUser(user.id, change);
    await Promise.all([
      refreshRecords(client, USERS),
      client.invalidateQueries({ queryKey: ['people'] }),
      // One's own name or role may be what was changed.
      user.id === profile.id && client.invalidateQueries({ queryKey: profileQuery.queryKey }),
    ]);
    showToast({ text: t.records.saved(saved['User Fullname']), tone: 'good' });
  };
  return { draft, setDraft, status, setStatus, save, ...submission };
}

function UserForm({ user, onClose }: UserFormProps) {
  const profile = useProfile();
  const { draft, setDraft, problems, ...form } = useUserForm(user);
  const words = t.administration.users;
  const why = hindrance(profile, user);
  const reasons = { 'view-only': words.viewOnly, 'superuser-only': words.superuserOnly };
  const isSelf = user.id === profile.id;

  const submit = async () => {
    if (await form.submit(form.save)) onClose();
  };
  return (
    <Form
      problem={problems.general}
      refusal={problems}
      onSubmit={() => {
        if (why === null) void submit();
      }}
      foot={
        why === null && (
          <FormButtons submit={words.save} working={form.working} onCancel={onClose} />
        )
      }
    >
      {why && <p className={styles.note}>{reasons[why]}</p>}
      <UserFields
        draft={draft}
        errors={problems.byField}
        roleNow={user['Role Id']}
        readOnly={why !== null}
        onChange={(change) => {
          setDraft({ ...draft, ...change });
        }}
      />
      {isSelf ? (
        <p className={styles.soft}>{words.itsYou}</p>
      ) : (
        <Choices<UserStatus>
          label={words.status}
          disabled={why !== null}
          choices={(['Active', 'Inactive'] as const).map((each) => ({
            value: each,
            label: words.states[each],
            hint: words.statusHints[each],
          }))}
          value={form.status}
          onChange={form.setStatus}
        />
      )}
    </Form>
  );
}

/** One user: who they are, what they may do, whether they may sign in. */
export function UserDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const record = useRecord<User>({ path: USERS, id, unwrap: unwrapData<User> });
  return (
    <RecordDialog
      title={(user) => user['User Fullname']}
      record={record}
      gone={t.administration.users.gone}
      onClose={onClose}
    >
      {(user) => <UserForm key={user.id} user={user} onClose={onClose} />}
    </RecordDialog>
  );
}
