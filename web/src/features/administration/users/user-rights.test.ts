import { describe, expect, it } from 'vitest';
import type { Role, User } from '@/shared/api/account-types';
import type { Privilege, Profile } from '@/shared/api/types';
import { hindrance, maySetPassword, rolesToGive } from './user-rights';

const EDIT_USERS: Privilege = { type: 'Users', access: 'Edit' };
const EDIT_ORDERS: Privilege = { type: 'Procurement', access: 'Edit' };

function person(role: string, Privileges: Privilege[]): Profile & User {
  return {
    id: 1,
    'User Fullname': 'Jane Doe',
    Username: 'jane',
    'User Email': 'jane.doe@acme.com',
    'User Phone': null,
    'First Signin': false,
    'Password Expiration': null,
    'Role Name': role,
    'Role Description': null,
    'Role Id': 9,
    'User Status': 'Active',
    '2FA Enabled': false,
    Privileges,
  };
}

function role(id: number, name: string, Privileges: Privilege[]): Role {
  return {
    id,
    'Role Name': name,
    'Role Description': null,
    'Number of Privileges': Privileges.length,
    'Has Granular Privileges': name !== 'Superuser',
    Privileges,
  };
}

const superuser = person('Superuser', [EDIT_USERS, EDIT_ORDERS]);
const clerk = person('Clerk', [EDIT_USERS]);
const buyer = person('Buyer', [EDIT_ORDERS]);

describe('changing a user', () => {
  it('needs Users / Edit', () => {
    expect(hindrance(buyer, clerk)).toBe('view-only');
    expect(hindrance(clerk, buyer)).toBeNull();
  });

  it('is for a Superuser where the user is one', () => {
    expect(hindrance(clerk, superuser)).toBe('superuser-only');
    expect(hindrance(superuser, superuser)).toBeNull();
  });

  it('does not reach to the password of who may do more', () => {
    expect(maySetPassword(clerk, buyer)).toBe(false);
    expect(maySetPassword(superuser, buyer)).toBe(true);
  });
});

describe('the roles to choose from', () => {
  const roles = [
    role(1, 'Superuser', [EDIT_USERS, EDIT_ORDERS]),
    role(2, 'Buyer', [EDIT_ORDERS]),
    role(3, 'Clerk', [EDIT_USERS]),
  ];
  const names = (found: Role[]) => found.map((each) => each['Role Name']);

  it('are those that give no more than one has', () => {
    expect(names(rolesToGive(clerk, roles, null))).toEqual(['Clerk']);
    expect(names(rolesToGive(superuser, roles, null))).toEqual(['Superuser', 'Buyer', 'Clerk']);
  });

  it('keep the one that the user has', () => {
    expect(names(rolesToGive(clerk, roles, 2))).toEqual(['Buyer', 'Clerk']);
  });
});
