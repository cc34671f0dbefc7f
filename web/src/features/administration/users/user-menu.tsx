import {
  KeyRound,
  LogOut,
  Mail,
  MoreHorizontal,
  Pencil,
  ShieldOff,
  UserCheck,
  UserX,
  type LucideIcon,
} from 'lucide-react';
import type { User } from '@/shared/api/account-types';
import type { Profile } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { useProfile } from '@/shared/session/profile';
import { Button } from '@/shared/ui/button';
import { Menu, MenuItem } from '@/shared/ui/menu';
import { hindrance, maySetPassword } from './user-rights';

/** What the menu of a user asks for. */
export type UserTask =
  | 'edit'
  | 'password'
  | 'reset-link'
  | 'reset-second-factor'
  | 'sign-out'
  | 'deactivate'
  | 'reactivate';

interface UserMenuProps {
  user: User;
  onTask: (task: UserTask, user: User) => void;
}

interface Offer {
  task: UserTask;
  icon: LucideIcon;
  label: string;
}

/** What may be done with a user, in the order of the menu; nothing where the reader may not. */
function offers(reader: Profile, user: User): Offer[] {
  const words = t.administration.users;
  if (hindrance(reader, user) !== null) return [];
  const active = user['User Status'] === 'Active';
  const other = user.id !== reader.id;
  const trusted = maySetPassword(reader, user);
  const offer = (wanted: boolean, task: UserTask, icon: LucideIcon, label: string) =>
    wanted ? [{ task, icon, label }] : [];
  return [
    ...offer(true, 'edit', Pencil, words.edit),
    ...offer(trusted, 'password', KeyRound, words.setPassword),
    ...offer(trusted && active && other, 'reset-link', Mail, words.resetLink),
    ...offer(trusted && user['2FA Enabled'], 'reset-second-factor', ShieldOff, words.resetFactor),
    ...offer(active && other, 'sign-out', LogOut, words.signOut),
    ...offer(active && other, 'deactivate', UserX, words.deactivate),
    ...offer(!active && other, 'reactivate', UserCheck, words.reactivate),
  ];
}

/** What can be done with a user, behind three dots. */
export function UserMenu({ user, onTask }: UserMenuProps) {
  const offered = offers(useProfile(), user);
  if (offered.length === 0) return null;
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
      {offered.map(({ task, icon: Icon, label }) => (
        <MenuItem
          key={task}
          icon={<Icon size={14} aria-hidden />}
          onSelect={() => {
            onTask(task, user);
          }}
        >
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
