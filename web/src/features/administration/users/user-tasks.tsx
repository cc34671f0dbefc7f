import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { User } from '@/shared/api/account-types';
import { describeError } from '@/shared/api/describe-error';
import { t } from '@/shared/i18n';
import { refreshRecords } from '@/shared/records/use-record-list';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { showToast } from '@/shared/ui/toasts';
import { SetPasswordDialog } from './set-password-dialog';
import {
  changeUser,
  deactivateUser,
  resetSecondFactor,
  sendResetLink,
  signUserOut,
  USERS,
} from './user-api';
import type { UserTask } from './user-menu';

/** Tasks that ask back first, and then are one call. */
type AskedTask = 'reset-link' | 'reset-second-factor' | 'sign-out' | 'deactivate';

interface Question {
  title: string;
  text: string;
  action: string;
  done: string;
  run: (id: number) => Promise<void>;
}

function questionOf(task: AskedTask, name: string): Question {
  const words = t.administration.users;
  switch (task) {
    case 'reset-link':
      return {
        title: words.resetLinkTitle(name),
        text: words.resetLinkText,
        action: words.resetLinkAction,
        done: words.resetLinkSent(name),
        run: sendResetLink,
      };
    case 'reset-second-factor':
      return {
        title: words.resetFactorTitle(name),
        text: words.resetFactorText,
        action: words.resetFactorAction,
        done: words.factorReset(name),
        run: resetSecondFactor,
      };
    case 'sign-out':
      return {
        title: words.signOutTitle(name),
        text: words.signOutText,
        action: words.signOutAction,
        done: words.signedOut(name),
        run: signUserOut,
      };
    case 'deactivate':
      return {
        title: words.deactivateTitle(name),
        text: words.deactivateText,
        action: words.deactivateAction,
        done: words.deactivated(name),
        run: deactivateUser,
      };
  }
}

function useReactivation(refresh: () => Promise<void>) {
  return async (user: User) => {
    try {
      await changeUser(user.id, { 'User Status': 'Active' });
      const text = t.administration.users.reactivated(user['User Fullname']);
      showToast({ text, tone: 'good' });
      await refresh();
    } catch (error) {
      showToast({ text: describeError(error), tone: 'bad' });
    }
  };
}

interface Asked {
  task: AskedTask | 'password';
  user: User;
}

/** Carries out what the menus of users ask for; some tasks ask back first, in `dialog`. */
export function useUserTasks(onEdit: (user: User) => void) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const refresh = async () => {
    await Promise.all([
      refreshRecords(client, USERS),
      client.invalidateQueries({ queryKey: ['people'] }),
    ]);
  };
  const reactivate = useReactivation(refresh);
  const close = () => {
    setAsked(null);
  };

  const run = async (task: AskedTask, user: User) => {
    const question = questionOf(task, user['User Fullname']);
    await question.run(user.id);
    const undo = { label: t.common.undo, run: () => void reactivate(user) };
    showToast({
      text: question.done,
      tone: 'good',
      ...(task === 'deactivate' ? { action: undo } : {}),
    });
    await refresh();
  };
  const onTask = (task: UserTask, user: User) => {
    if (task === 'edit') onEdit(user);
    else if (task === 'reactivate') void reactivate(user);
    else setAsked({ task, user });
  };
  const dialog = asked && <TaskDialog asked={asked} onRun={run} onClose={close} />;
  return { onTask, dialog };
}

interface TaskDialogProps {
  asked: Asked;
  onRun: (task: AskedTask, user: User) => Promise<void>;
  onClose: () => void;
}

function TaskDialog({ asked: { task, user }, onRun, onClose }: TaskDialogProps) {
  if (task === 'password') return <SetPasswordDialog user={user} onClose={onClose} />;
  const { title, text, action } = questionOf(task, user['User Fullname']);
  return (
    <ConfirmDialog
      title={title}
      text={text}
      action={action}
      onConfirm={() => onRun(task, user)}
      onClose={onClose}
    />
  );
}
