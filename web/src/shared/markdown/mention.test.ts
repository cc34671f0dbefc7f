import { describe, expect, it } from 'vitest';
import { insertMention, mentionAt } from './mention';

describe('a mention', () => {
  it.each([
    ['@', 1, { start: 0, text: '' }],
    ['ask @ja', 7, { start: 4, text: 'ja' }],
    ['(@josé', 6, { start: 1, text: 'josé' }],
    ['line\n@j and more', 7, { start: 5, text: 'j' }],
  ])('begins with an @ before the caret: "%s"', (value, caret, expected) => {
    expect(mentionAt(value, caret)).toEqual(expected);
  });

  it('is not an address, nor an @ farther back', () => {
    expect(mentionAt('jane@acme', 9)).toBeNull();
    expect(mentionAt('@jane went', 10)).toBeNull();
  });

  it('becomes the address of the person, with the caret behind', () => {
    const query = { start: 4, text: 'ja' };
    expect(insertMention('ask @ja now', 7, query, 'jane@x.com')).toEqual({
      value: 'ask @jane@x.com now',
      caret: 16,
    });
  });
});
