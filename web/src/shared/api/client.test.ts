import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, ConnectionError, SessionEndedError } from './api-error';
import { call, currentTag } from './client';
import { onSessionEnded } from './session-gate';

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

const fetchMock = vi.fn<typeof fetch>();

beforeEach(() => {
  fetchMock.mockReset();
  vi.stubGlobal('fetch', fetchMock);
  document.cookie = 'csrf_access_token=secret-1';
});

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  document.cookie = 'csrf_access_token=; Max-Age=0';
});

function headersOf(index: number): Record<string, string> {
  return fetchMock.mock.calls[index]?.[1]?.headers as Record<string, string>;
}

describe('a call to the API', () => {
  it('carries the CSRF value on writes and not on reads', async () => {
    fetchMock.mockImplementation(async () => json(200, {}));
    await call('GET', '/api/x');
    await call('PUT', '/api/x', { body: {}, ifMatch: '"a"' });
    expect(headersOf(0)).not.toHaveProperty('X-XSRF-TOKEN');
    expect(headersOf(1)).toMatchObject({ 'X-XSRF-TOKEN': 'secret-1', 'If-Match': '"a"' });
  });

  it('refreshes the session once for two calls that meet 401 together', async () => {
    let expired = true;
    fetchMock.mockImplementation(async (input) => {
      if (input === '/api/token-refresh') {
        expired = false;
        return json(200, {});
      }
      return expired ? json(401, {}) : json(200, { ok: true });
    });
    const answers = await Promise.all([call('GET', '/api/a'), call('GET', '/api/b')]);
    expect(answers.map((answer) => answer.data)).toEqual([{ ok: true }, { ok: true }]);
    const refreshes = fetchMock.mock.calls.filter(([input]) => input === '/api/token-refresh');
    expect(refreshes).toHaveLength(1);
  });

  it('repeats the write after the person has signed in again', async () => {
    let signedIn = false;
    fetchMock.mockImplementation(async (input) =>
      signedIn && input !== '/api/token-refresh' ? json(200, { saved: true }) : json(401, {}),
    );
    const stop = onSessionEnded(async () => {
      signedIn = true;
      return 'resumed';
    });
    await expect(call('PUT', '/api/a', { body: { a: 1 } })).resolves.toMatchObject({
      data: { saved: true },
    });
    stop();
  });

  it('does not send the write when the person gives up', async () => {
    fetchMock.mockImplementation(async () => json(401, {}));
    const stop = onSessionEnded(async () => 'abandoned');
    await expect(call('PUT', '/api/a')).rejects.toBeInstanceOf(SessionEndedError);
    expect(fetchMock.mock.calls.filter(([input]) => input === '/api/a')).toHaveLength(1);
    stop();
  });

  it('tells an answer of the server from a lost connection', async () => {
    fetchMock.mockImplementationOnce(async () =>
      json(
        400,
        { Message: 'No.', Code: 'Ticket.Invalid', Errors: [{ Field: 'Title' }] },
        { 'Retry-After': '7' },
      ),
    );
    const refused = await call('GET', '/api/a').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({ status: 400, code: 'Ticket.Invalid', retryAfter: 7 });

    fetchMock.mockRejectedValueOnce(new TypeError('network'));
    await expect(call('GET', '/api/a')).rejects.toBeInstanceOf(ConnectionError);
  });
});

describe('the tag of an answer', () => {
  it('stays the known one while the server says that nothing changed', async () => {
    fetchMock.mockImplementation(async () => new Response(null, { status: 304 }));
    expect(await currentTag('/api/x', { ifNoneMatch: '"a"' })).toBe('"a"');
    expect(headersOf(0)).toMatchObject({ 'If-None-Match': '"a"' });
  });

  it('is the new one when something did', async () => {
    fetchMock.mockImplementation(async () => json(200, {}, { ETag: '"b"' }));
    expect(await currentTag('/api/x', { ifNoneMatch: '"a"' })).toBe('"b"');
  });
});
