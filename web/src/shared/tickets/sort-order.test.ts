import { describe, expect, it } from 'vitest';
import { sortedBy, sortedTowards, sortOf } from './sort-order';
import { parseView, renderView, type ViewQuery } from './view-query';

function written(view: ViewQuery): string | null {
  return renderView(view).get('sort');
}

describe('the order of a view', () => {
  it('is by the latest change, or newest first where words are looked for', () => {
    expect(sortOf(parseView(''))).toEqual([{ field: 'Updated At', descending: true }]);
    expect(sortOf(parseView('q=pallet'))).toEqual([{ field: 'id', descending: true }]);
    expect(sortOf(parseView('q=pallet&sort=Title'))).toEqual([
      { field: 'Title', descending: false },
    ]);
  });

  it('begins at the end that is looked for', () => {
    expect(written(sortedBy(parseView(''), 'Priority'))).toBe('-Priority');
    expect(written(sortedBy(parseView(''), 'Due Date'))).toBe('Due Date');
    expect(written(sortedBy(parseView('sort=-Priority,Due Date'), 'Title'))).toBe('Title');
  });

  it('is left as it is by choosing the field that it has', () => {
    const view = parseView('sort=Priority,Due Date');
    expect(sortedBy(view, 'Priority')).toBe(view);
  });

  it('is turned by its first key, and keeps the others', () => {
    const view = parseView('sort=-Priority,Due Date');
    expect(written(sortedTowards(view, false))).toBe('Priority,Due Date');
    expect(written(sortedTowards(parseView(''), false))).toBe('Updated At');
  });

  it('is not written where it is the usual one, so that equal views have equal links', () => {
    expect(written(sortedBy(parseView('sort=Title'), 'Updated At'))).toBeNull();
    expect(written(sortedTowards(parseView('sort=Updated At'), true))).toBeNull();
    expect(written(sortedBy(parseView('q=pallet&sort=Title'), 'Updated At'))).toBe('-Updated At');
  });
});
