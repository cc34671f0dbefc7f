import { useQuery } from '@tanstack/react-query';
import { t } from '@/shared/i18n';
import { useProfile } from '@/shared/session/profile';
import { SelectField, TextField } from '@/shared/ui/field';
import { FormPair } from '@/shared/ui/form';
import { rolesQuery } from '../roles/role-api';
import type { UserDraft } from './user-draft';
import { rolesToGive } from './user-rights';

interface UserFieldsProps {
  draft: UserDraft;
  onChange: (change: Partial<UserDraft>) => void;
  errors: Readonly<Record<string, string>>;
  readOnly?: boolean;
  /** The role that the user has now. */
  roleNow: number | null;
  /** The address was left: a login name can be suggested. */
  onEmailLeft?: () => void;
}

function RoleField({ draft, onChange, errors, readOnly = false, roleNow }: UserFieldsProps) {
  const profile = useProfile();
  const { data: roles = [] } = useQuery(rolesQuery);
  const offered = rolesToGive(profile, roles, roleNow);
  const chosen = offered.find((role) => role.id === draft['Role Id']);
  return (
    <SelectField
      label={t.administration.users.role}
      required
      disabled={readOnly}
      value={draft['Role Id'] === null ? '' : String(draft['Role Id'])}
      error={errors['Role Id']}
      hint={chosen?.['Role Description']}
      onChange={(event) => {
        onChange({ 'Role Id': event.target.value ? Number(event.target.value) : null });
      }}
    >
      <option value="" disabled>
        {t.administration.users.chooseRole}
      </option>
      {offered.map((role) => (
        <option key={role.id} value={String(role.id)}>
          {role['Role Name']}
        </option>
      ))}
    </SelectField>
  );
}

/** Who a user is and what they may do. */
export function UserFields(props: UserFieldsProps) {
  const { draft, onChange, errors, readOnly = false } = props;
  const text = (field: Exclude<keyof UserDraft, 'Role Id'>) => ({
    value: draft[field],
    error: errors[field],
    readOnly,
    onChange: (event: { target: { value: string } }) => {
      onChange({ [field]: event.target.value });
    },
  });
  const words = t.administration.users;
  return (
    <>
      <FormPair>
        <TextField label={words.name} required autoComplete="off" {...text('User Fullname')} />
        <TextField
          label={words.email}
          type="email"
          required
          autoComplete="off"
          {...text('User Email')}
          onBlur={props.onEmailLeft}
        />
      </FormPair>
      <FormPair>
        <TextField
          label={words.username}
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...text('Username')}
        />
        <TextField label={words.phone} type="tel" autoComplete="off" {...text('User Phone')} />
      </FormPair>
      <RoleField {...props} />
    </>
  );
}
