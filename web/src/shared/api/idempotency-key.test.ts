import { expect, it } from 'vitest';
import { newIdempotencyKey } from './idempotency-key';

it('makes keys of 32 hexadecimal digits that differ', () => {
  const keys = Array.from({ length: 50 }, newIdempotencyKey);
  expect(keys.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
  expect(new Set(keys).size).toBe(50);
});
