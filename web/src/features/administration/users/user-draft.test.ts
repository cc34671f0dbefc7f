import { describe, expect, it } from 'vitest';
import type { User } from '@/shared/api/account-types';
import { BLANK, changesOf, draftOf, newUser, suggestedUsername } from './user-draft';

const JANE: User = {
  id: 2,
  'User Fullname': 'Jane Doe',
  Username: 'jane',
  'User Email': 'jane.doe@acme.com',
  'User Phone': null,
  'First Signin': false,
  'Password Expiration': null,
  'Role Name': 'Issue Tracker Manager',
  'Role Description': null,
  'Role Id': 2,
  'User Status': 'Active',
  '2FA Enabled': false,
  Privileges: [],
};

describe('the form of a user', () => {
  it('sends nothing where nothing was changed', () => {
    expect(changesOf(JANE, draftOf(JANE))).toEqual({});
  });

  it('sends the fields that differ, trimmed, and an emptied one as null', () => {
    const user = { ...JANE, 'User Phone': '+49 30 1' };
    const draft = { ...draftOf(user), 'User Fullname': ' Jane Roe ', 'User Phone': ' ' };
    expect(changesOf(user, draft)).toEqual({ 'User Fullname': 'Jane Roe', 'User Phone': null });
  });

  it('leaves out a role that was not chosen, since null would be no role either', () => {
    expect(newUser(BLANK)).not.toHaveProperty('Role Id');
    expect(newUser({ ...BLANK, 'Role Id': 3 })).toHaveProperty('Role Id', 3);
  });

  it('suggests a login name from the address', () => {
    expect(suggestedUsername('Jane.Doe@acme.com')).toBe('jane.doe');
    expect(suggestedUsername('')).toBe('');
  });
});
