import { describe, expect, it } from 'vitest';
import { completeOrder, movedBy, movedTo } from './column-layout';

describe('the layout of columns', () => {
  it('takes in columns that are new and drops those that are gone', () => {
    expect(completeOrder(['c', 'gone', 'a'], ['a', 'b', 'c'])).toEqual(['c', 'b', 'a']);
  });

  it('moves a column by places and stops at the ends', () => {
    expect(movedBy(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(movedBy(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
    expect(movedBy(['a', 'b', 'c'], 'c', 5)).toEqual(['a', 'b', 'c']);
  });

  it('moves a column to where another is', () => {
    expect(movedTo(['a', 'b', 'c', 'd'], 'd', 'b')).toEqual(['a', 'd', 'b', 'c']);
    expect(movedTo(['a', 'b', 'c', 'd'], 'a', 'c')).toEqual(['b', 'c', 'a', 'd']);
  });
});
