import { expect, test } from 'vitest';

import { fold, foldedWords } from './fold';

test.each([
  ['Łódź', 'lodz'],
  ['Ångström', 'angstrom'],
  ['A\u030angstro\u0308m', 'angstrom'],
  ['Straße', 'strasse'],
  ['STRASSE', 'strasse'],
  ['Smørrebrød', 'smorrebrod'],
  ['Đặng', 'dang'],
  ['Æsir', 'aesir'],
  ['Þór', 'thor'],
  ['İstanbul', 'istanbul'],
  ['ﬁnal Ａ①', 'final a1'],
  ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
  ['Йогурт', 'иогурт'],
  ['كِتَاب', 'كتاب'],
  ['東京港', '東京港'],
  ['ガス', 'ガス'],
  ['one\u200btwo', 'onetwo'],
  ['plain ASCII 1/2', 'plain ascii 1/2'],
])('%s folds to %s, as on the server', (text, folded) => {
  expect(fold(text)).toBe(folded);
  expect(fold(folded)).toBe(folded);
});

test('words are cut at white space of every width', () => {
  expect(foldedWords('  Łódź\u00a0 Port ')).toEqual(['lodz', 'port']);
});
