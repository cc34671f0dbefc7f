import { expect, it } from 'vitest';
import { t } from '@/shared/i18n';
import { pairProblem } from './password-pair';

it('wants a new password long enough and typed alike twice', () => {
  expect(pairProblem('short', 'short')).toBe(t.signIn.tooShort);
  expect(pairProblem('7 chars', '7 chars')).toBe(t.signIn.tooShort);
  expect(pairProblem('8 chars.', '8 chars.')).toBe('');
  expect(pairProblem('long enough', 'long enouhg')).toBe(t.signIn.mismatch);
  expect(pairProblem('long enough', 'long enough')).toBe('');
});
