import type { User } from '@/shared/api/account-types';
import { t } from '@/shared/i18n';
import type { RecordColumn } from '@/shared/records/record-table';
import { Avatar } from '@/shared/ui/avatar';
import { Mark } from '@/shared/ui/mark';
import styles from './users.module.css';

/** Whether the user may sign in, and whether they ever did. */
export function UserState({ user }: { user: User }) {
  const words = t.administration.users;
  if (user['User Status'] === 'Inactive') return <Mark>{words.states.Inactive}</Mark>;
  if (user['First Signin']) return <Mark tone="warn">{words.notSignedInYet}</Mark>;
  return words.states.Active;
}

export function UserName({ user, isSelf }: { user: User; isSelf: boolean }) {
  return (
    <span className={styles.person}>
      <Avatar email={user['User Email']} size={20} />
      <span className={styles.personName}>{user['User Fullname']}</span>
      {isSelf && <span className={styles.you}>{t.administration.users.you}</span>}
    </span>
  );
}

/** Made when drawn: the texts may be another language's by then. */
export function userColumns(): RecordColumn<User>[] {
  const words = t.administration.users;
  return [
    {
      id: 'username',
      header: words.username,
      width: 'minmax(110px, 1fr)',
      sortField: 'Username',
      render: (user) => user.Username,
    },
    {
      id: 'email',
      header: words.email,
      width: 'minmax(170px, 1.6fr)',
      sortField: 'User Email',
      render: (user) => user['User Email'],
    },
    {
      id: 'role',
      header: words.role,
      width: 'minmax(150px, 1.3fr)',
      sortField: 'Role Name',
      render: (user) => user['Role Name'],
    },
    {
      id: 'second-factor',
      header: words.secondFactor,
      width: '92px',
      sortField: '2FA Enabled',
      render: (user) => (user['2FA Enabled'] ? words.on : words.off),
    },
    {
      id: 'status',
      header: words.status,
      width: '150px',
      sortField: 'User Status',
      render: (user) => <UserState user={user} />,
    },
  ];
}
