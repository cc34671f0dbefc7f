import type { Role, User } from '@/shared/api/account-types';
import type { Profile } from '@/shared/api/types';
import { isSuperuser, mayGive } from '@/shared/session/privileges';
import { may } from '@/shared/session/profile';

/** Why somebody cannot change a user; null where they can. */
export type Hindrance = 'view-only' | 'superuser-only';

export function hindrance(reader: Profile, user: User): Hindrance | null {
  if (!may(reader, 'Users', 'Edit')) return 'view-only';
  return isSuperuser(user) && !isSuperuser(reader) ? 'superuser-only' : null;
}

/** A password lets one in as that user: so one must have all that they have. */
export function maySetPassword(reader: Profile, user: User): boolean {
  return hindrance(reader, user) === null && mayGive(reader, user.Privileges);
}

/** The roles that somebody may give to others, and the one that the user has already. */
export function rolesToGive(reader: Profile, roles: readonly Role[], now: number | null): Role[] {
  return roles.filter(
    (role) =>
      role.id === now ||
      (isSuperuser(role) ? isSuperuser(reader) : mayGive(reader, role.Privileges)),
  );
}
