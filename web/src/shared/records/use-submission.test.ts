import { describe, expect, it } from 'vitest';
import { ApiError, ConnectionError } from '../api/api-error';
import { problemsOf } from './use-submission';

const field = (Field: string, Message: string) => ({ Field, Code: 'X', Message });

describe('what the server found wrong with a form', () => {
  it('stands beside its field, several sentences together', () => {
    const error = new ApiError(400, { Errors: [field('Name', 'One.'), field('Name', 'Two.')] });
    expect(problemsOf(error, { Name: 'Name' })).toEqual({
      general: '',
      byField: { Name: 'One. Two.' },
    });
  });

  it('calls the field what the form calls it', () => {
    const error = new ApiError(400, { Errors: [field('Role Id', 'Role Id is required.')] });
    const { byField } = problemsOf(error, { 'Role Id': 'Role' });
    expect(byField).toEqual({ 'Role Id': 'Role is required.' });
  });

  it('is said in general where the form has no such field, so that nothing is kept quiet', () => {
    const error = new ApiError(400, { Errors: [field('Name', 'One.'), field('Scope', 'Two.')] });
    expect(problemsOf(error, { Name: 'Name' })).toEqual({
      general: 'Two.',
      byField: { Name: 'One.' },
    });
  });

  it('is the message where no field is at fault', () => {
    const error = new ApiError(400, { Message: 'Still in use.' });
    expect(problemsOf(error, { Name: 'Name' }).general).toBe('Still in use.');
    expect(problemsOf(new ConnectionError(null), {}).general).not.toBe('');
  });
});
