/**
 * Two clients that others' generators made of our OpenAPI document, at work on a server: `node drive.js URL
 * TOKEN`. It is compiled with `strict`: what the document says wrongly is an error here.
 */
import createClient from 'openapi-fetch';
import type { paths } from './generated/types';
import * as sdk from './generated/sdk';
import { client } from './generated/sdk/services.gen';

declare const process: { argv: string[]; exit: (code: number) => void };

const baseUrl = process.argv[2] ?? '';
const headers = { Authorization: `Bearer ${process.argv[3] ?? ''}` };

function expect(what: boolean, name: string): asserts what {
  if (!what) throw new Error(`not so: ${name}`);
}

async function driveOpenapiFetch(): Promise<void> {
  const api = createClient<paths>({ baseUrl, headers });
  const made = await api.POST('/api/issue-tracker-tickets', {
    body: { Title: 'By a generated client', Priority: 'Low', Status: 'Resolved' },
  });
  expect(made.data !== undefined && made.response.status === 201, 'created');
  const id: string = made.data.id;
  const version = made.response.headers.get('ETag') ?? '';
  const path = { id };

  const changed = await api.PUT('/api/issue-tracker-tickets/{id}', {
    params: { path, header: { 'If-Match': version } },
    body: { Status: 'Closed' },
  });
  expect(changed.data?.Status === 'Closed', 'changed');
  const stale = await api.PUT('/api/issue-tracker-tickets/{id}', {
    params: { path, header: { 'If-Match': version } },
    body: { Status: 'Open' },
  });
  expect(stale.response.status === 412 && stale.error?.Code === 'Ticket.Changed', 'stale');

  // This client writes a list as repeated keys.
  const list = await api.GET('/api/issue-tracker-tickets', {
    params: { query: { Status: ['Closed', 'In Progress'], page_size: 500, q: 'generated' } },
    querySerializer: { array: { style: 'form', explode: true } },
  });
  const rows = list.data?.data.rows ?? [];
  expect(rows.length > 0 && rows.every((row) => row.Status !== 'Open'), 'repeated keys');

  const summary = await api.GET('/api/issue-tracker-tickets/summary', {
    params: { query: { by: ['Status', 'Priority'], weeks: 4, limit: 10, utc_offset: 120 } },
  });
  expect(summary.response.status === 200, 'numbers are numbers');
  expect((await api.DELETE('/api/issue-tracker-tickets/{id}', { params: { path } })).response.ok, 'deleted');
}

async function driveHeyApi(): Promise<void> {
  client.setConfig({ baseUrl, headers });
  const made = await sdk.createIssueTrackerTicket({ body: { Title: 'By another', Priority: 'High' } });
  expect(made.data !== undefined, 'created');
  const note = await sdk.createIssueTrackerTicketNote({
    path: { id: made.data.id },
    body: { Note: 'From a generated client.' },
  });
  expect(note.data?.Note === 'From a generated client.', 'noted');
  const list = await sdk.listIssueTrackerTickets({ query: { Priority: ['High', 'Critical'], page: 1 } });
  const total: number | undefined = list.data?.extra.total;
  expect(total !== undefined && total > 0, 'listed');
  const people = await sdk.listPeople({ query: { page_size: 3 } });
  expect((people.data?.data.rows.length ?? 0) > 0, 'people');
  const wrong = await sdk.createIssueTrackerTicket({ body: { Title: '', Priority: 'High' } });
  expect(wrong.error?.Code === 'Ticket.Invalid', 'refused');
}

void driveOpenapiFetch()
  .then(driveHeyApi)
  .then(() => console.log('both clients work'))
  .catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
