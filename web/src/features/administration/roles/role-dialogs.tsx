import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '@/shared/api/account-types';
import type { Profile } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { RecordDialog } from '@/shared/records/record-dialog';
import { unwrapData, useRecord } from '@/shared/records/use-record';
import { refreshRecords } from '@/shared/records/use-record-list';
import { mayGive } from '@/shared/session/privileges';
import { may, useProfile } from '@/shared/session/profile';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { Dialog } from '@/shared/ui/dialog';
import { showToast } from '@/shared/ui/toasts';
import { deleteRole, ROLES } from './role-api';
import { RoleForm } from './role-form';

/** The three roles that every server has come first and cannot be changed. */
const LAST_BUILT_IN = 3;

export function isBuiltIn(role: Role): boolean {
  return role.id <= LAST_BUILT_IN;
}

function whyFixed(reader: Profile, role: Role): string | null {
  const words = t.administration.roles;
  if (isBuiltIn(role)) return words.builtInHint;
  if (!may(reader, 'Users', 'Edit')) return words.viewOnly;
  return mayGive(reader, role.Privileges) ? null : words.notYours;
}

export function NewRoleDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t.administration.roles.new} onClose={onClose}>
      <RoleForm edited={null} fixed={null} onRemove={null} onClose={onClose} />
    </Dialog>
  );
}

/** One role: its name, what it may do, and the way to its users. */
export function RoleDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const client = useQueryClient();
  const profile = useProfile();
  const record = useRecord<Role>({ path: ROLES, id, unwrap: unwrapData<Role> });
  const [removing, setRemoving] = useState<Role | null>(null);
  const words = t.administration.roles;

  if (removing) {
    const remove = async () => {
      await deleteRole(removing.id);
      showToast({ text: words.removed(removing['Role Name']), tone: 'good' });
      onClose();
      await refreshRecords(client, ROLES);
    };
    return (
      <ConfirmDialog
        title={words.removeTitle(removing['Role Name'])}
        text={words.removeText}
        action={words.removeAction}
        onConfirm={remove}
        onClose={() => {
          setRemoving(null);
        }}
      />
    );
  }
  return (
    <RecordDialog
      title={(role) => role['Role Name']}
      record={record}
      gone={words.gone}
      onClose={onClose}
    >
      {(role) => (
        <RoleForm
          key={role.id}
          edited={role}
          fixed={whyFixed(profile, role)}
          onRemove={() => {
            setRemoving(role);
          }}
          onClose={onClose}
        />
      )}
    </RecordDialog>
  );
}
