import { useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Role, RoleChange } from '@/shared/api/account-types';
import type { Privilege } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { refreshRecords } from '@/shared/records/use-record-list';
import { useSubmission } from '@/shared/records/use-submission';
import { AccessEditor } from '@/shared/session/access-editor';
import { profileQuery } from '@/shared/session/profile';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { Form, FormButtons } from '@/shared/ui/form';
import { showToast } from '@/shared/ui/toasts';
import { changeRole, createRole, ROLES } from './role-api';
import styles from './roles.module.css';

interface RoleDraft {
  name: string;
  description: string;
  privileges: readonly Privilege[];
}

function contentOf(draft: RoleDraft): RoleChange {
  return {
    'Role Name': draft.name.trim(),
    'Role Description': draft.description.trim() || null,
    Privileges: [...draft.privileges],
  };
}

function useRoleForm(role: Role | null) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<RoleDraft>({
    name: role?.['Role Name'] ?? '',
    description: role?.['Role Description'] ?? '',
    privileges: role?.Privileges ?? [{ type: 'Issue Tracker', access: 'View' }],
  });
  const words = t.administration.roles;
  const submission = useSubmission({
    'Role Name': words.name,
    'Role Description': words.description,
    Privileges: words.privileges,
  });
  const save = async () => {
    const content = contentOf(draft);
    const saved = await (role ? changeRole(role.id, content) : createRole(content));
    await Promise.all([
      refreshRecords(client, ROLES),
      // The role may be one's own.
      client.invalidateQueries({ queryKey: profileQuery.queryKey }),
    ]);
    showToast({ text: t.records.saved(saved['Role Name']), tone: 'good' });
  };
  return { draft, setDraft, save, ...submission };
}

interface RoleFormProps {
  /** Null: a new one. */
  edited: Role | null;
  /** Why it can only be looked at. */
  fixed: string | null;
  onRemove: (() => void) | null;
  onClose: () => void;
}

function Aside({ edited: role, onRemove }: Pick<RoleFormProps, 'edited' | 'onRemove'>): ReactNode {
  if (!role) return null;
  const search = new URLSearchParams({ role: role['Role Name'] }).toString();
  return (
    <>
      <Link href={paths.users(search)} className={styles.users}>
        {t.administration.roles.showUsers}
      </Link>
      {onRemove && (
        <Button variant="danger" size="small" onClick={onRemove}>
          <Trash2 size={13} aria-hidden />
          {t.administration.roles.remove}
        </Button>
      )}
    </>
  );
}

/** A role's name and what it may do. */
export function RoleForm({ edited: role, fixed, onRemove, onClose }: RoleFormProps) {
  const { draft, setDraft, problems, ...form } = useRoleForm(role);
  const words = t.administration.roles;
  const submit = async () => {
    if (fixed === null && (await form.submit(form.save))) onClose();
  };
  return (
    <Form
      problem={problems.general}
      refusal={problems}
      onSubmit={() => void submit()}
      foot={
        fixed === null ? (
          <FormButtons
            submit={role ? words.save : words.create}
            working={form.working}
            onCancel={onClose}
            aside={<Aside edited={role} onRemove={onRemove} />}
          />
        ) : (
          <Aside edited={role} onRemove={null} />
        )
      }
    >
      {fixed && <p className={styles.note}>{fixed}</p>}
      <TextField
        label={words.name}
        required
        readOnly={fixed !== null}
        error={problems.byField['Role Name']}
        value={draft.name}
        onChange={(event) => {
          setDraft({ ...draft, name: event.target.value });
        }}
      />
      <TextField
        label={words.description}
        readOnly={fixed !== null}
        error={problems.byField['Role Description']}
        value={draft.description}
        onChange={(event) => {
          setDraft({ ...draft, description: event.target.value });
        }}
      />
      <AccessEditor
        label={words.privileges}
        disabled={fixed !== null}
        privileges={draft.privileges}
        error={problems.byField.Privileges}
        onChange={(privileges) => {
          setDraft({ ...draft, privileges });
        }}
      />
    </Form>
  );
}
