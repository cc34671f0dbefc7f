import { KeyRound, LogOut, MoreHorizontal, Pencil, UserCheck, UserX } from 'lucide-react';
import type { User } from '@/shared/api/account-types';
import { t } from '@/shared/i18n';
import { useProfile } from '@/shared/session/profile';
import { Button } from '@/shared/ui/button';
import { Menu, MenuItem, MenuRule } from '@/shared/ui/menu';
import { hindrance, maySetPassword } from './user-rights';

/** What the menu of a user asks for. */
export type UserTask = 'edit' | 'password' | 'sign-out' | 'deactivate' | 'reactivate';

interface UserMenuProps {
  user: User;
  onTask: (task: UserTask, user: User) => void;
}

function icon(Icon: typeof Pencil) {
  return <Icon size={14} aria-hidden />;
}

/** What can be done with a user; nothing where the reader may not. */
export function UserMenu({ user, onTask }: UserMenuProps) {
  const profile = useProfile();
  const words = t.administration.users;
  if (hindrance(profile, user) !== null) return null;
  const ask = (task: UserTask) => () => {
    onTask(task, user);
  };
  const active = user['User Status'] === 'Active';
  return (
    <Menu
      trigger={
        <Button
          variant="quiet"
          size="small"
          aria-label={t.records.actionsFor(user['User Fullname'])}
        >
          <MoreHorizontal size={16} aria-hidden />
        </Button>
      }
    >
      <MenuItem icon={icon(Pencil)} onSelect={ask('edit')}>
        {words.edit}
      </MenuItem>
      {maySetPassword(profile, user) && (
        <MenuItem icon={icon(KeyRound)} onSelect={ask('password')}>
          {words.setPassword}
        </MenuItem>
      )}
      {user.id !== profile.id && active && (
        <MenuItem icon={icon(LogOut)} onSelect={ask('sign-out')}>
          {words.signOut}
        </MenuItem>
      )}
      {user.id !== profile.id && <MenuRule />}
      {user.id !== profile.id && active && (
        <MenuItem icon={icon(UserX)} onSelect={ask('deactivate')}>
          {words.deactivate}
        </MenuItem>
      )}
      {user.id !== profile.id && !active && (
        <MenuItem icon={icon(UserCheck)} onSelect={ask('reactivate')}>
          {words.reactivate}
        </MenuItem>
      )}
    </Menu>
  );
}
