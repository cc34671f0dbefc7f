import { describe, expect, it } from 'vitest';
import { allOf, equals, findsWords } from './record-filter';

describe('a filter made of what was typed', () => {
  it('wants every word, each in any of the fields', () => {
    expect(findsWords(['Username', 'User Email'], ' jane  acme ')).toBe(
      `(Username contains 'jane' or "User Email" contains 'jane') and ` +
        `(Username contains 'acme' or "User Email" contains 'acme')`,
    );
  });

  it('cannot be broken out of by a quote', () => {
    expect(findsWords(['Username'], "o'hara")).toBe("(Username contains 'o''hara')");
  });

  it('is nothing where nothing was typed', () => {
    expect(findsWords(['Username'], '   ')).toBeNull();
    expect(allOf(null, null)).toBeNull();
  });

  it('joins what is asked for with and', () => {
    expect(allOf(findsWords(['Username'], 'a'), null, equals('User Status', 'Active'))).toBe(
      `(Username contains 'a') and "User Status" eq 'Active'`,
    );
  });
});
