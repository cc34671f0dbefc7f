import { ConnectionError, readError, SessionEndedError } from './api-error';
import { reportReachable } from './connection';
import { addressOf } from '../base-path';
import { csrfToken } from './csrf';
import { sessionResumed } from './session-gate';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RequestOptions {
  query?: URLSearchParams | undefined;
  body?: unknown;
  /** The ETag that the ticket must still have; else the server answers 412. */
  ifMatch?: string | null | undefined;
  /** The ETag that is known already; the answer is 304 while it is still the one. */
  ifNoneMatch?: string | null | undefined;
  /** Makes a repeated POST return the first answer. */
  idempotencyKey?: string | undefined;
  signal?: AbortSignal | undefined;
  /** What is wanted where that is not JSON. */
  accept?: string | undefined;
  /** Do not ask for a new sign-in when the answer is 401: the caller deals with it. */
  mayBeSignedOut?: boolean | undefined;
}

export interface Answer<T> {
  data: T;
  etag: string | null;
}

const MUTATING = new Set<Method>(['POST', 'PUT', 'PATCH', 'DELETE']);

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { Accept: options.accept ?? 'application/json' };
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(options.body);
  }
  if (options.ifMatch) headers['If-Match'] = options.ifMatch;
  if (options.ifNoneMatch) headers['If-None-Match'] = options.ifNoneMatch;
  if (options.idempotencyKey) headers['Idempotency-Key'] = options.idempotencyKey;
  if (options.signal) init.signal = options.signal;
  const token = MUTATING.has(method) ? csrfToken() : null;
  if (token) headers['X-XSRF-TOKEN'] = token;

  const query = options.query?.toString();
  try {
    const response = await fetch(addressOf(query ? `${path}?${query}` : path), init);
    reportReachable(true);
    return response;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    reportReachable(false);
    throw new ConnectionError(error);
  }
}

let refreshing: Promise<boolean> | null = null;

/** Asks for a new access token, once for all requests that wait for it. */
function refreshSession(): Promise<boolean> {
  refreshing ??= (async () => {
    if (!csrfToken()) return false;
    const response = await send('POST', '/api/token-refresh', {});
    return response.ok;
  })().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function sendInSession(
  method: Method,
  path: string,
  options: RequestOptions,
): Promise<Response> {
  let response = await send(method, path, options);
  if (response.status !== 401) return response;
  if (await refreshSession()) response = await send(method, path, options);
  if (response.status !== 401 || options.mayBeSignedOut) return response;
  if ((await sessionResumed()) === 'abandoned') throw new SessionEndedError();
  return send(method, path, options);
}

async function readAnswer<T>(response: Response): Promise<Answer<T>> {
  if (!response.ok) throw await readError(response);
  const text = await response.text();
  return { data: (text ? JSON.parse(text) : null) as T, etag: response.headers.get('ETag') };
}

/** Calls the API within the session. Throws ApiError, ConnectionError or SessionEndedError. */
export async function call<T>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Answer<T>> {
  return readAnswer<T>(await sendInSession(method, path, options));
}

/** The ETag of what a GET would answer now. While it is the known one, the server only says so. */
export async function currentTag(
  path: string,
  options: Pick<RequestOptions, 'query' | 'ifNoneMatch' | 'signal'>,
): Promise<string | null> {
  const response = await sendInSession('GET', path, options);
  if (response.status === 304) return options.ifNoneMatch ?? null;
  return (await readAnswer(response)).etag;
}

export interface SentFile {
  content: Blob;
  /** What the server calls it. */
  name: string;
}

function nameInDisposition(header: string | null): string {
  return /filename="([^"]+)"/.exec(header ?? '')?.[1] ?? 'download';
}

/** Gets a file of that media type within the session. Throws as `call`. */
export async function getFile(
  path: string,
  mediaType: string,
  query: URLSearchParams,
): Promise<SentFile> {
  const response = await sendInSession('GET', path, { query, accept: `${mediaType}, */*;q=0.1` });
  if (!response.ok) throw await readError(response);
  const name = nameInDisposition(response.headers.get('Content-Disposition'));
  return { content: await response.blob(), name };
}

/** Calls the API outside any session: signing in and what goes with it. */
export async function callAnonymously<T>(path: string, body: unknown): Promise<T> {
  return (await readAnswer<T>(await send('POST', path, { body }))).data;
}
