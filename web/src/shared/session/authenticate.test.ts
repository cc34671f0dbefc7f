import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { authenticate, chooseNextPassword, verifySecondFactor } from './authenticate';

const fetchMock = vi.fn<typeof fetch>();

function answers(body: unknown): void {
  fetchMock.mockImplementation(async () => new Response(JSON.stringify(body), { status: 200 }));
}

function sent(): unknown {
  return JSON.parse(String(fetchMock.mock.calls.at(-1)?.[1]?.body));
}

beforeEach(() => {
  fetchMock.mockReset();
  vi.stubGlobal('fetch', fetchMock);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a right answer at sign-in', () => {
  it('leads into the session, to a password of one’s own, or to the second factor', async () => {
    answers({ login: true });
    await expect(authenticate('jane', 'x')).resolves.toEqual({ kind: 'signed-in' });
    answers({ first_signin: true, session_token: 'abc' });
    const next = { kind: 'next-password', sessionToken: 'abc' };
    await expect(authenticate('jane', 'x')).resolves.toEqual(next);
    answers({ requires_2fa: true });
    await expect(authenticate('jane', 'x')).resolves.toEqual({ kind: 'second-factor' });
  });

  it('may ask for the second factor even after the password was chosen', async () => {
    answers({ requires_2fa: true });
    await expect(chooseNextPassword('abc', 'x')).resolves.toEqual({ kind: 'second-factor' });
  });

  it('takes a code as people copy it, with spaces', async () => {
    answers({ login: true });
    await verifySecondFactor('jane', ' 123 456 ');
    expect(sent()).toEqual({ username: 'jane', totp_code: '123456' });
  });
});
