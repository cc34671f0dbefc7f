import type { Privilege, Profile } from '../api/types';
import { may, type Area } from './profile';

/** Every area that access can be given to, in the order that people see. */
export const AREAS: readonly Area[] = ['Issue Tracker', 'Procurement', 'Users'];

export const ACCESSES = ['None', 'View', 'Edit'] as const;
export type Access = (typeof ACCESSES)[number];

/** What a set of privileges allows in an area. */
export function accessTo(privileges: readonly Privilege[], area: Area): Access {
  const found = privileges.filter((privilege) => privilege.type === area);
  if (found.some((privilege) => privilege.access === 'Edit')) return 'Edit';
  return found.length > 0 ? 'View' : 'None';
}

/** The privileges with another access to one area. */
export function withAccess(
  privileges: readonly Privilege[],
  area: Area,
  access: Access,
): Privilege[] {
  return AREAS.flatMap((each) => {
    const wanted = each === area ? access : accessTo(privileges, each);
    return wanted === 'None' ? [] : [{ type: each, access: wanted }];
  });
}

/** The most that this person may give of an area: what they have themselves. */
export function mostToGive(profile: Profile, area: Area): Access {
  if (may(profile, area, 'Edit')) return 'Edit';
  return may(profile, area, 'View') ? 'View' : 'None';
}

/** Whether this person may give all of it away. The server refuses anybody who gives more. */
export function mayGive(profile: Profile, privileges: readonly Privilege[]): boolean {
  return AREAS.every(
    (area) =>
      ACCESSES.indexOf(accessTo(privileges, area)) <= ACCESSES.indexOf(mostToGive(profile, area)),
  );
}

export function isSuperuser(person: { 'Role Name': string }): boolean {
  return person['Role Name'] === 'Superuser';
}
