import { describe, expect, it } from 'vitest';
import { t } from '../i18n';
import { ApiError, ConnectionError, isPassing } from './api-error';
import { describeError } from './describe-error';

describe('another try of the same request', () => {
  it('can help where the server is busy or away', () => {
    expect(isPassing(new ApiError(503, { Code: 'Server.Overloaded' }))).toBe(true);
    expect(isPassing(new ConnectionError(null))).toBe(true);
  });

  it('cannot help where the question itself takes too long, and the reader is told to narrow it', () => {
    const error = new ApiError(503, { Code: 'Query.TooSlow' });
    expect(isPassing(error)).toBe(false);
    expect(describeError(error)).toBe(t.errors.tooSlow);
  });
});
