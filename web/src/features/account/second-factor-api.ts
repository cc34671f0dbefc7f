import { queryOptions } from '@tanstack/react-query';
import type { SecondFactorOffer, SecondFactorStatus } from '@/shared/api/account-types';
import { call } from '@/shared/api/client';

const SETUP = '/api/setup-2fa';

export const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: async ({ signal }) => (await call<SecondFactorStatus>('GET', SETUP, { signal })).data,
});

export async function offerSecondFactor(): Promise<SecondFactorOffer> {
  return (await call<SecondFactorOffer>('POST', `${SETUP}/generate`)).data;
}

type CodesAnswer = { recovery_codes: string[] };

async function sendCode<T>(path: string, code: string): Promise<T> {
  const body = { totp_code: code.replace(/\s+/g, '') };
  return (await call<T>('POST', `${SETUP}/${path}`, { body })).data;
}

/** Turns it on; the answer's recovery codes are shown this once. */
export async function activateSecondFactor(code: string): Promise<string[]> {
  return (await sendCode<CodesAnswer>('activate', code)).recovery_codes;
}

export async function renewRecoveryCodes(code: string): Promise<string[]> {
  return (await sendCode<CodesAnswer>('recovery-codes', code)).recovery_codes;
}

export async function turnOffSecondFactor(code: string): Promise<void> {
  await sendCode('disable', code);
}
