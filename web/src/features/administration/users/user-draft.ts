import type { User, UserChange } from '@/shared/api/account-types';
import { t } from '@/shared/i18n';

/** What the form of a user holds: texts as they are typed. */
export interface UserDraft {
  'User Fullname': string;
  Username: string;
  'User Email': string;
  'User Phone': string;
  'Role Id': number | null;
}

export const BLANK: UserDraft = {
  'User Fullname': '',
  Username: '',
  'User Email': '',
  'User Phone': '',
  'Role Id': null,
};

export function draftOf(user: User): UserDraft {
  return {
    'User Fullname': user['User Fullname'],
    Username: user.Username,
    'User Email': user['User Email'],
    'User Phone': user['User Phone'] ?? '',
    'Role Id': user['Role Id'],
  };
}

/** What is sent for a new user. A role that was not chosen is left out, so that the server asks for it. */
export function newUser(draft: UserDraft): UserChange {
  return {
    'User Fullname': draft['User Fullname'].trim(),
    Username: draft.Username.trim(),
    'User Email': draft['User Email'].trim(),
    'User Phone': draft['User Phone'].trim() || null,
    ...(draft['Role Id'] === null ? {} : { 'Role Id': draft['Role Id'] }),
  };
}

/** Only what differs is sent: what somebody else changed meanwhile stays. */
export function changesOf(user: User, draft: UserDraft): UserChange {
  const wanted = newUser(draft);
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => user[field as keyof User] !== value),
  ) as UserChange;
}

/** A login name for an address: what stands before the @. */
export function suggestedUsername(email: string): string {
  return email.split('@')[0]?.trim().toLowerCase() ?? '';
}

/** What the form calls the fields. */
export function userLabels(): Record<keyof UserDraft, string> {
  const words = t.administration.users;
  return {
    'User Fullname': words.name,
    Username: words.username,
    'User Email': words.email,
    'User Phone': words.phone,
    'Role Id': words.role,
  };
}
