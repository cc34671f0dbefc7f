import { describe, expect, it } from 'vitest';
import type { Privilege, Profile } from '../api/types';
import { accessTo, mayGive, mostToGive, withAccess } from './privileges';

const EDIT_TICKETS: Privilege = { type: 'Issue Tracker', access: 'Edit' };
const VIEW_ORDERS: Privilege = { type: 'Procurement', access: 'View' };

function person(role: string, Privileges: Privilege[]): Profile {
  return {
    id: 7,
    'User Fullname': 'Jane Doe',
    'User Email': 'jane.doe@acme.com',
    Username: 'jane',
    'Role Name': role,
    'Password Expiration': null,
    Privileges,
  };
}

describe('a set of privileges', () => {
  it('is read as the highest access to an area', () => {
    const both: Privilege[] = [{ type: 'Users', access: 'View' }, EDIT_TICKETS];
    expect(accessTo(both, 'Issue Tracker')).toBe('Edit');
    expect(accessTo(both, 'Users')).toBe('View');
    expect(accessTo(both, 'Procurement')).toBe('None');
    const twice: Privilege[] = [{ type: 'Issue Tracker', access: 'View' }, EDIT_TICKETS];
    expect(accessTo(twice, 'Issue Tracker')).toBe('Edit');
  });

  it('changes in one area and keeps the others', () => {
    expect(withAccess([EDIT_TICKETS], 'Procurement', 'View')).toEqual([EDIT_TICKETS, VIEW_ORDERS]);
    expect(withAccess([EDIT_TICKETS, VIEW_ORDERS], 'Issue Tracker', 'None')).toEqual([VIEW_ORDERS]);
  });
});

describe('giving privileges', () => {
  const manager = person('Desk lead', [EDIT_TICKETS, VIEW_ORDERS]);

  it('goes as far as one has them', () => {
    expect(mostToGive(manager, 'Procurement')).toBe('View');
    expect(mayGive(manager, [VIEW_ORDERS, { type: 'Issue Tracker', access: 'View' }])).toBe(true);
  });

  it('goes no further', () => {
    expect(mayGive(manager, [{ type: 'Procurement', access: 'Edit' }])).toBe(false);
    expect(mayGive(manager, [{ type: 'Users', access: 'View' }])).toBe(false);
  });

  it('knows no limit for a Superuser', () => {
    expect(mayGive(person('Superuser', []), [{ type: 'Users', access: 'Edit' }])).toBe(true);
  });
});
