import { callAnonymously } from '../api/client';

/** Where a right answer leads to: into the session, or to the next question. */
export type SignInResult =
  | { kind: 'signed-in' }
  | { kind: 'next-password'; sessionToken: string }
  | { kind: 'second-factor' };

interface SignInAnswer {
  login?: boolean;
  first_signin?: boolean;
  session_token?: string;
  requires_2fa?: boolean;
}

function resultOf(answer: SignInAnswer): SignInResult {
  if (answer.first_signin) {
    return { kind: 'next-password', sessionToken: answer.session_token ?? '' };
  }
  return answer.requires_2fa ? { kind: 'second-factor' } : { kind: 'signed-in' };
}

export async function authenticate(username: string, password: string): Promise<SignInResult> {
  return resultOf(await callAnonymously<SignInAnswer>('/api/authenticate', { username, password }));
}

/** Sets a password of one's own, where the one so far was good for a single sign-in or is too old. */
export async function chooseNextPassword(token: string, password: string): Promise<SignInResult> {
  const body = { session_token: token, new_password: password };
  return resultOf(await callAnonymously<SignInAnswer>('/api/first-signin', body));
}

/** A code of the authenticator, or a recovery code; people may put spaces into either. */
export async function verifySecondFactor(username: string, code: string): Promise<SignInResult> {
  const body = { username, totp_code: code.replace(/\s+/g, '') };
  return resultOf(await callAnonymously<SignInAnswer>('/api/verify-2fa', body));
}

/** Has a link mailed. The answer is the same whether or not anybody has the address. */
export async function askForResetLink(email: string): Promise<void> {
  await callAnonymously('/api/forgot-password', { email });
}

/** Sets another password by the token of a mailed link. */
export async function resetPassword(token: string, password: string): Promise<void> {
  await callAnonymously('/api/reset-password', { session_token: token, new_password: password });
}
