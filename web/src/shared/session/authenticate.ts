import { callAnonymously } from '../api/client';

export type SignInResult =
  | { kind: 'signed-in' }
  | { kind: 'first-sign-in'; sessionToken: string }
  | { kind: 'second-factor' };

interface AuthenticateAnswer {
  login?: boolean;
  first_signin?: boolean;
  session_token?: string;
  requires_2fa?: boolean;
}

export async function authenticate(username: string, password: string): Promise<SignInResult> {
  const answer = await callAnonymously<AuthenticateAnswer>('/api/authenticate', {
    username,
    password,
  });
  if (answer.first_signin) {
    return { kind: 'first-sign-in', sessionToken: answer.session_token ?? '' };
  }
  if (answer.requires_2fa) return { kind: 'second-factor' };
  return { kind: 'signed-in' };
}

export async function chooseFirstPassword(sessionToken: string, password: string): Promise<void> {
  await callAnonymously('/api/first-signin', {
    session_token: sessionToken,
    new_password: password,
  });
}

export async function verifySecondFactor(username: string, code: string): Promise<void> {
  await callAnonymously('/api/verify-2fa', { username, totp_code: code });
}
