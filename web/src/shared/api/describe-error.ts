import { t } from '../i18n';
import { ApiError, ConnectionError, SessionEndedError } from './api-error';

/** What went wrong, and what to do, in words for people. */
export function describeError(error: unknown): string {
  if (error instanceof ConnectionError) return t.errors.connection;
  if (error instanceof SessionEndedError) return t.errors.ended;
  if (!(error instanceof ApiError)) return t.errors.server;
  if (error.status === 403) return t.errors.forbidden;
  if (error.code === 'Query.TooSlow') return t.errors.tooSlow;
  if (error.status === 503) return t.errors.busy;
  if (error.status >= 500) {
    const id = error.requestId ? ` (${t.errors.requestId(error.requestId)})` : '';
    return t.errors.server + id;
  }
  return error.fields.length > 0
    ? error.fields.map((field) => field.Message).join(' ')
    : error.message;
}
