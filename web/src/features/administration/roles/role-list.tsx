import { ShieldCheck } from 'lucide-react';
import { Link } from 'wouter';
import type { Role } from '@/shared/api/account-types';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { EmptyRecords } from '@/shared/records/empty-records';
import { RecordPage } from '@/shared/records/record-page';
import { renderRecordSort } from '@/shared/records/record-sort';
import { RecordTable, type RecordColumn } from '@/shared/records/record-table';
import { useRecordList } from '@/shared/records/use-record-list';
import { NEW_RECORD, useRecordView, type RecordView } from '@/shared/records/use-record-view';
import { AccessMarks } from '@/shared/session/access-text';
import { isSuperuser } from '@/shared/session/privileges';
import { useMay } from '@/shared/session/profile';
import { Mark } from '@/shared/ui/mark';
import { ROLES } from './role-api';
import { isBuiltIn, NewRoleDialog, RoleDialog } from './role-dialogs';
import styles from './roles.module.css';

function Access({ role }: { role: Role }) {
  if (isSuperuser(role)) return <Mark tone="info">{t.privileges.everything}</Mark>;
  return <AccessMarks privileges={role.Privileges} />;
}

function columns(): RecordColumn<Role>[] {
  const words = t.administration.roles;
  return [
    {
      id: 'description',
      header: words.description,
      width: 'minmax(140px, 1.4fr)',
      render: (role) => (
        <span className={styles.description} title={role['Role Description'] ?? undefined}>
          {role['Role Description']}
        </span>
      ),
    },
    {
      id: 'privileges',
      header: words.privileges,
      width: 'minmax(240px, 2fr)',
      render: (role) => <Access role={role} />,
    },
    {
      id: 'kind',
      header: words.kind,
      width: '90px',
      render: (role) => (isBuiltIn(role) ? words.builtIn : words.own),
    },
  ];
}

function UsersLink({ role }: { role: Role }) {
  const search = new URLSearchParams({ role: role['Role Name'] }).toString();
  return (
    <Link href={paths.users(search)} aria-label={t.administration.roles.usersOf(role['Role Name'])}>
      {t.administration.roles.users}
    </Link>
  );
}

function OpenRole({ view }: { view: RecordView }) {
  const mayEdit = useMay('Users', 'Edit');
  const close = () => {
    view.setOpen(null);
  };
  if (view.open === NEW_RECORD) return mayEdit ? <NewRoleDialog onClose={close} /> : null;
  return view.open === null ? null : <RoleDialog id={view.open} onClose={close} />;
}

/** What users may do, by name. */
export function RoleList() {
  const view = useRecordView('id');
  const mayEdit = useMay('Users', 'Edit');
  const list = useRecordList<Role>({
    path: ROLES,
    filter: null,
    sort: renderRecordSort(view.sort),
  });
  const words = t.administration.roles;
  const newLabel = mayEdit ? words.new : undefined;
  const add = () => {
    view.setOpen(NEW_RECORD);
  };
  return (
    <RecordPage
      title={words.title}
      intro={words.intro}
      list={list}
      view={view}
      newLabel={newLabel}
      onNew={add}
    >
      <RecordTable
        label={words.label}
        list={list}
        columns={columns()}
        rowId={(role) => String(role.id)}
        nameColumn={{
          id: 'name',
          header: words.name,
          width: 'minmax(160px, 1fr)',
          sortField: 'Role Name',
        }}
        name={(role) => role['Role Name']}
        summary={(role) => <Access role={role} />}
        onOpen={(role) => {
          view.setOpen(String(role.id));
        }}
        actions={(role) => <UsersLink role={role} />}
        actionsWidth="64px"
        sort={view.sort}
        onSort={view.setSort}
        empty={
          <EmptyRecords
            icon={<ShieldCheck size={28} aria-hidden />}
            filtered={false}
            onClear={view.clear}
            title={words.emptyTitle}
            text={words.emptyText}
            newLabel={newLabel}
            onNew={add}
          />
        }
      />
      <OpenRole view={view} />
    </RecordPage>
  );
}
