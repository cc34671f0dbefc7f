import { call } from '@/shared/api/client';
import type { User, UserChange } from '@/shared/api/account-types';

export const USERS = '/api/user';

const userPath = (id: number) => `${USERS}/${String(id)}`;

/** A new user; with the one-time password where none was given. */
export type NewUser = User & { 'Initial Password'?: string };

export async function createUser(user: UserChange): Promise<NewUser> {
  return (await call<{ data: NewUser }>('POST', USERS, { body: user })).data.data;
}

export async function changeUser(id: number, change: UserChange): Promise<User> {
  return (await call<{ data: User }>('PUT', userPath(id), { body: change })).data.data;
}

export async function deactivateUser(id: number): Promise<void> {
  await call('DELETE', userPath(id));
}

/** Takes the password away and mails a link to choose another; every session ends. */
export async function sendResetLink(id: number): Promise<void> {
  await call('POST', '/api/force-reset-password', { body: { user_id: id } });
}

/** Takes the second factor away, for who has lost the authenticator; every session ends. */
export async function resetSecondFactor(id: number): Promise<void> {
  await call('POST', `${userPath(id)}/reset-2fa`);
}

/** Ends every session of the user; they may sign in again. */
export async function signUserOut(id: number): Promise<void> {
  await call('DELETE', `${userPath(id)}/session`);
}
