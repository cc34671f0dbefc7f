import { useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { t } from '@/shared/i18n';
import type { User } from '@/shared/api/account-types';
import { EmptyRecords } from '@/shared/records/empty-records';
import { allOf, equals, findsWords } from '@/shared/records/record-filter';
import { RecordPage } from '@/shared/records/record-page';
import { renderRecordSort } from '@/shared/records/record-sort';
import { RecordTable } from '@/shared/records/record-table';
import { useRecordList } from '@/shared/records/use-record-list';
import { NEW_RECORD, useRecordView, type RecordView } from '@/shared/records/use-record-view';
import { useMay, useProfile } from '@/shared/session/profile';
import { Choices } from '@/shared/ui/choices';
import { SelectBox } from '@/shared/ui/field';
import { rolesQuery } from '../roles/role-api';
import { NewUserDialog } from './new-user-dialog';
import { USERS } from './user-api';
import { userColumns, UserName, UserState } from './user-columns';
import { UserDialog } from './user-dialog';
import { UserMenu } from './user-menu';
import { useUserTasks } from './user-tasks';

const SEARCHED = ['User Fullname', 'Username', 'User Email'];
const STATUS = 'status';
export const ROLE = 'role';

function filterOf(view: RecordView): string | null {
  const status = view.filter(STATUS);
  const role = view.filter(ROLE);
  return allOf(
    findsWords(SEARCHED, view.text),
    status ? equals('User Status', status) : null,
    role ? equals('Role Name', role) : null,
  );
}

function Filters({ view }: { view: RecordView }) {
  const words = t.administration.users;
  const { data: roles = [] } = useQuery(rolesQuery);
  return (
    <>
      <Choices
        as="segments"
        label={words.narrow}
        choices={[
          { value: '', label: words.all },
          { value: 'Active', label: words.states.Active },
          { value: 'Inactive', label: words.states.Inactive },
        ]}
        value={view.filter(STATUS)}
        onChange={(status) => {
          view.setFilter(STATUS, status);
        }}
      />
      <SelectBox
        label={words.role}
        value={view.filter(ROLE)}
        onChange={(event) => {
          view.setFilter(ROLE, event.target.value);
        }}
      >
        <option value="">{words.anyRole}</option>
        {roles.map((role) => (
          <option key={role.id}>{role['Role Name']}</option>
        ))}
      </SelectBox>
    </>
  );
}

function OpenUser({ view }: { view: RecordView }) {
  const mayEdit = useMay('Users', 'Edit');
  const close = () => {
    view.setOpen(null);
  };
  if (view.open === NEW_RECORD) return mayEdit ? <NewUserDialog onClose={close} /> : null;
  return view.open === null ? null : <UserDialog id={view.open} onClose={close} />;
}

/** Who may sign in. */
export function UserList() {
  const view = useRecordView('User Fullname');
  const profile = useProfile();
  const mayEdit = useMay('Users', 'Edit');
  const filter = filterOf(view);
  const list = useRecordList<User>({ path: USERS, filter, sort: renderRecordSort(view.sort) });
  const words = t.administration.users;
  const newLabel = mayEdit ? words.new : undefined;
  const edit = (user: User) => {
    view.setOpen(String(user.id));
  };
  const add = () => {
    view.setOpen(NEW_RECORD);
  };
  const { onTask, dialog } = useUserTasks(edit);
  return (
    <RecordPage
      title={words.title}
      list={list}
      view={view}
      searchLabel={words.search}
      filters={<Filters view={view} />}
      newLabel={newLabel}
      onNew={add}
    >
      <RecordTable
        label={words.label}
        list={list}
        columns={userColumns()}
        rowId={(user) => String(user.id)}
        nameColumn={{
          id: 'name',
          header: words.name,
          width: 'minmax(170px, 1.6fr)',
          sortField: 'User Fullname',
        }}
        name={(user) => <UserName user={user} isSelf={user.id === profile.id} />}
        summary={(user) => (
          <>
            <UserState user={user} />
            {user['Role Name']}
          </>
        )}
        isFaded={(user) => user['User Status'] === 'Inactive'}
        onOpen={edit}
        actions={mayEdit ? (user) => <UserMenu user={user} onTask={onTask} /> : undefined}
        sort={view.sort}
        onSort={view.setSort}
        empty={
          <EmptyRecords
            icon={<Users size={28} aria-hidden />}
            filtered={filter !== null}
            onClear={view.clear}
            title={words.emptyTitle}
            text={words.emptyText}
            newLabel={newLabel}
            onNew={add}
          />
        }
      />
      <OpenUser view={view} />
      {dialog}
    </RecordPage>
  );
}
