import type { Person, Sessions } from './people';

export interface Note {
  id: number;
  Note: string;
  'Author Email': string;
}

export interface Ticket {
  id: string;
  Title: string;
  Description: string | null;
  Status: string;
  Priority: string;
  Category: string;
  'Assignee Email': string | null;
  'Reporter Email': string;
  'Due Date': string | null;
  'Linked PO Id': number | null;
  'Linked PO Number': string | null;
  Notes: Note[];
  Subscribers: string[];
}

export type TicketFields = Partial<Omit<Ticket, 'id' | 'Notes'>>;

const TICKETS = '/api/issue-tracker-tickets';
let made = 0;

/** A word that no other ticket has, nor begins with, for a test to find its own by. */
export function ownWord(): string {
  made += 1;
  const digits = `${String(process.pid)}${String(made).padStart(4, '0')}`;
  return `quokka${digits.replace(/\d/g, (digit) => 'bcdfghjklm'.charAt(Number(digit)))}z`;
}

/** The API as one person uses it: what a test prepares beforehand and looks up afterwards. */
export class Desk {
  constructor(
    private readonly sessions: Sessions,
    private readonly person: Person,
  ) {}

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const cookies = await this.sessions.of(this.person);
    const csrf = cookies.find((each) => each.name === 'csrf_access_token')?.value ?? '';
    const response = await fetch(this.sessions.server.url + path, {
      method,
      headers: {
        'Content-Type': 'application/json',
        Cookie: cookies.map((each) => `${each.name}=${each.value}`).join('; '),
        'X-XSRF-TOKEN': csrf,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${text}`);
    return JSON.parse(text) as T;
  }

  create(fields: TicketFields = {}): Promise<Ticket> {
    return this.call('POST', TICKETS, {
      Title: 'A ticket of a test',
      Priority: 'Medium',
      ...fields,
    });
  }

  /** So many tickets that share a word, which is returned, and nothing else with any other ticket. */
  async createSome(count: number, fields: (at: number) => TicketFields = () => ({})) {
    const word = ownWord();
    const tickets: Ticket[] = [];
    for (let at = 0; at < count; at += 1) {
      const own = fields(at);
      const Title = `${own.Title ?? `Crate ${String(at + 1)}`} ${word}`;
      tickets.push(await this.create({ ...own, Title }));
    }
    return { word, tickets };
  }

  ticket(id: string): Promise<Ticket> {
    return this.call('GET', `${TICKETS}/${id}`);
  }

  change(id: string, fields: TicketFields): Promise<Ticket> {
    return this.call('PUT', `${TICKETS}/${id}`, fields);
  }

  addNote(id: string, text: string): Promise<Note> {
    return this.call('POST', `${TICKETS}/${id}/notes`, { Note: text });
  }

  async delete(id: string): Promise<void> {
    await this.call('DELETE', `${TICKETS}/${id}`);
  }

  /** Adds a user and returns the password for the first sign-in. Needs somebody who may. */
  async addUser(username: string, role: number): Promise<string> {
    const answer = await this.call<{ data: { 'Initial Password': string } }>('POST', '/api/user', {
      'User Fullname': username,
      Username: username,
      'User Email': `${username}@acme.com`,
      'Role Id': role,
    });
    return answer.data['Initial Password'];
  }

  async total(query: Record<string, string>): Promise<number> {
    const search = new URLSearchParams({ ...query, page_size: '1' });
    const answer = await this.call<{ extra: { total: number } }>(
      'GET',
      `${TICKETS}?${search.toString()}`,
    );
    return answer.extra.total;
  }
}
