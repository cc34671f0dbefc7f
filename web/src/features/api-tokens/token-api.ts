import { call } from '@/shared/api/client';
import type { ApiToken, NewApiToken } from '@/shared/api/account-types';

export const TOKENS = '/api/token';

/** A new token with its text, which is seen this once. */
export type MadeToken = ApiToken & { Token: string };

export async function createToken(token: NewApiToken): Promise<MadeToken> {
  return (await call<MadeToken>('POST', TOKENS, { body: token })).data;
}

export async function revokeToken(id: number): Promise<void> {
  await call('DELETE', `${TOKENS}/${String(id)}`);
}
