import type { BrowserContextOptions } from '@playwright/test';
import type { Server } from './server';

export const PASSWORD = 'expediter-demo';

/** People of the demo data: one of each role, and a second who may edit. */
export const ADA = { email: 'admin@acme.com', name: 'Ada Administrator', username: 'admin' };
export const JANE = { email: 'jane.doe@acme.com', name: 'Jane Doe', username: 'jane.doe' };
export const JOHN = { email: 'john.smith@acme.com', name: 'John Smith', username: 'john.smith' };
export const PRIYA = {
  email: 'priya.raman@acme.com',
  name: 'Priya Raman',
  username: 'priya.raman',
};

export interface Person {
  email: string;
  name: string;
  username: string;
}

type State = Exclude<BrowserContextOptions['storageState'], string | undefined>;
export type Cookie = State['cookies'][number];

function parseCookie(line: string): Cookie {
  const [pair = '', ...attributes] = line.split(/;\s*/);
  const at = pair.indexOf('=');
  const path = attributes.find((each) => each.startsWith('Path='))?.slice('Path='.length) ?? '/';
  return {
    name: pair.slice(0, at),
    value: pair.slice(at + 1),
    domain: '127.0.0.1',
    path,
    expires: -1,
    httpOnly: attributes.includes('HttpOnly'),
    secure: false,
    sameSite: 'Lax',
  };
}

/** Signs in through the API, for tests that are not about signing in. */
export async function signInByApi(server: Server, username: string, password = PASSWORD) {
  const response = await fetch(`${server.url}/api/authenticate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  if (!response.ok) throw new Error(`signing in as ${username}: ${await response.text()}`);
  return response.headers.getSetCookie().map(parseCookie);
}

/** Ends a session at the server, from elsewhere: the browser that has its cookies is not told. */
export async function endSession(server: Server, cookies: Cookie[]): Promise<void> {
  const csrf = cookies.find((each) => each.name === 'csrf_access_token')?.value ?? '';
  const response = await fetch(`${server.url}/api/logout`, {
    method: 'POST',
    headers: {
      Cookie: cookies.map((each) => `${each.name}=${each.value}`).join('; '),
      'X-XSRF-TOKEN': csrf,
    },
  });
  if (!response.ok) throw new Error(`signing out: ${await response.text()}`);
}

/** The sessions of one server: each person signs in once, since hashing a password is slow on purpose. */
export class Sessions {
  private readonly known = new Map<string, Promise<Cookie[]>>();

  constructor(readonly server: Server) {}

  of(person: Person): Promise<Cookie[]> {
    const session = this.known.get(person.username) ?? signInByApi(this.server, person.username);
    this.known.set(person.username, session);
    return session;
  }
}
