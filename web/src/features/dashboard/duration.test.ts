import { expect, it } from 'vitest';
import { durationText } from './duration';

it('says a time in the unit that suits it', () => {
  expect(durationText(0)).toBe('0 min');
  expect(durationText(2_400)).toBe('40 min');
  expect(durationText(111_600)).toBe('31 h');
  expect(durationText(569_219)).toBe('6.6 days');
  expect(durationText(86_400 * 45)).toBe('45 days');
});
