import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { User } from '@/shared/api/account-types';
import { describeError } from '@/shared/api/describe-error';
import { t } from '@/shared/i18n';
import { refreshRecords } from '@/shared/records/use-record-list';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { showToast } from '@/shared/ui/toasts';
import { SetPasswordDialog } from './set-password-dialog';
import { changeUser, deactivateUser, signUserOut, USERS } from './user-api';
import type { UserTask } from './user-menu';

interface AskedTask {
  task: UserTask;
  user: User;
}

/** Carries out what the menus of users ask for; some tasks ask back first, in `dialog`. */
export function useUserTasks(onEdit: (user: User) => void) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<AskedTask | null>(null);
  const words = t.administration.users;
  const refresh = async () => {
    await Promise.all([
      refreshRecords(client, USERS),
      client.invalidateQueries({ queryKey: ['people'] }),
    ]);
  };
  const close = () => {
    setAsked(null);
  };

  const reactivate = async (user: User) => {
    try {
      await changeUser(user.id, { 'User Status': 'Active' });
      showToast({ text: words.reactivated(user['User Fullname']), tone: 'good' });
      await refresh();
    } catch (error) {
      showToast({ text: describeError(error), tone: 'bad' });
    }
  };
  const deactivate = async (user: User) => {
    await deactivateUser(user.id);
    showToast({
      text: words.deactivated(user['User Fullname']),
      tone: 'good',
      action: { label: t.common.undo, run: () => void reactivate(user) },
    });
    await refresh();
  };

  const signOut = async (user: User) => {
    await signUserOut(user.id);
    showToast({ text: words.signedOut(user['User Fullname']), tone: 'good' });
  };

  const onTask = (task: UserTask, user: User) => {
    if (task === 'edit') onEdit(user);
    else if (task === 'reactivate') void reactivate(user);
    else setAsked({ task, user });
  };
  const user = asked?.user;
  const dialog = (
    <>
      {asked?.task === 'password' && <SetPasswordDialog user={asked.user} onClose={close} />}
      {user && asked.task === 'sign-out' && (
        <ConfirmDialog
          title={words.signOutTitle(user['User Fullname'])}
          text={words.signOutText}
          action={words.signOutAction}
          onConfirm={() => signOut(user)}
          onClose={close}
        />
      )}
      {user && asked.task === 'deactivate' && (
        <ConfirmDialog
          title={words.deactivateTitle(user['User Fullname'])}
          text={words.deactivateText}
          action={words.deactivateAction}
          onConfirm={() => deactivate(user)}
          onClose={close}
        />
      )}
    </>
  );
  return { onTask, dialog };
}
