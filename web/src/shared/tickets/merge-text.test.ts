import { describe, expect, it } from 'vitest';
import { mergeText } from './merge-text';

const base = 'one\ntwo\nthree\nfour';

describe('merging two changes of a text', () => {
  it('takes both when they are in different places', () => {
    expect(mergeText(base, 'ONE\ntwo\nthree\nfour', 'one\ntwo\nthree\nFOUR')).toEqual({
      text: 'ONE\ntwo\nthree\nFOUR',
      clean: true,
    });
  });

  it('takes lines added and removed by either', () => {
    expect(mergeText(base, 'zero\none\ntwo\nthree\nfour', 'one\nthree\nfour\nfive')).toEqual({
      text: 'zero\none\nthree\nfour\nfive',
      clean: true,
    });
  });

  it('takes the one change when only one side changed, or both changed alike', () => {
    expect(mergeText(base, base, 'new')).toEqual({ text: 'new', clean: true });
    expect(mergeText(base, 'new', base)).toEqual({ text: 'new', clean: true });
    expect(mergeText(base, 'new', 'new')).toEqual({ text: 'new', clean: true });
  });

  it('keeps both versions of a line that both changed, and says so', () => {
    expect(mergeText(base, 'one\nmine\nthree\nfour', 'one\ntheirs\nthree\nfour')).toEqual({
      text: 'one\ntheirs\nmine\nthree\nfour',
      clean: false,
    });
  });

  it('loses no line of either side of a text from nothing', () => {
    const merged = mergeText('', 'a', 'b');
    expect(merged.text.split('\n').sort()).toEqual(['a', 'b']);
    expect(merged.clean).toBe(false);
  });
});
